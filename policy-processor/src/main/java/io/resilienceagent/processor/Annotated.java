package io.resilienceagent.processor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;

/** What one annotation says of an element, defaults included. Its values come as expressions in Java, or as texts. */
final class Annotated {
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Elements elements;

    private Annotated(AnnotationMirror mirror, Elements elements) {
        this.elements = elements;
        elements.getElementValuesWithDefaults(mirror)
                .forEach((method, value) -> values.put(method.getSimpleName().toString(), value.getValue()));
    }

    /** @param annotation its simple name */
    static Optional<Annotated> on(Element element, String annotation, Elements elements) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (mirror.getAnnotationType().asElement().getSimpleName().contentEquals(annotation)) {
                return Optional.of(new Annotated(mirror, elements));
            }
        }
        return Optional.empty();
    }

    String text(String name) {
        return (String) values.get(name);
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object value : (List<?>) values.get(name)) {
            texts.add((String) ((AnnotationValue) value).getValue());
        }
        return texts;
    }

    /** A constant, or an array of texts, as it would be written in Java. */
    String expression(String name) {
        Object value = values.get(name);
        if (value instanceof VariableElement constant) {
            return constant.getEnclosingElement().getSimpleName() + "." + constant.getSimpleName();
        }
        if (value instanceof List<?>) {
            return "List.of("
                    + String.join(
                            ", ",
                            texts(name).stream()
                                    .map(elements::getConstantExpression)
                                    .toList())
                    + ")";
        }
        return elements.getConstantExpression(value);
    }
}
