package io.resilienceagent.processor;

import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/**
 * One key of a mapping, in Java.
 *
 * @param name the key in the file
 * @param needs the key without which this one has no meaning; empty for none
 * @param field the expression that makes it
 * @param component the component that holds its value
 */
record KeySource(String name, String needs, String field, Element component) {
    /** In the order of the constructor of {@code KeyTerms}, behind the name. */
    private static final List<String> TERMS = List.of("doc", "unset", "min", "max", "orOne", "form", "names", "needs");

    static KeySource of(Element component, Annotated key, Elements elements) throws Malformed {
        String name = key.text("name").isEmpty() ? snake(component.getSimpleName()) : key.text("name");
        StringBuilder terms = new StringBuilder(elements.getConstantExpression(name));
        for (String term : TERMS) {
            terms.append(",\n                                ").append(key.expression(term));
        }
        boolean optional = is(component.asType(), "java.util.Optional");
        TypeMirror value = optional ? last(component) : component.asType();
        String field = "new Field(\n                        new KeyTerms(\n                                " + terms
                + "),\n                        " + optional + ",\n                        key -> "
                + shape(component, value) + ")";
        return new KeySource(name, key.text("needs"), field, component);
    }

    private static TypeMirror last(Element component) {
        return last(component.asType());
    }

    private static TypeMirror last(TypeMirror generic) {
        List<? extends TypeMirror> arguments = ((DeclaredType) generic).getTypeArguments();
        return arguments.get(arguments.size() - 1);
    }

    private static String shape(Element component, TypeMirror type) throws Malformed {
        if (is(type, "java.util.List")) {
            return "new ListShape(" + shape(component, last(type)) + ", key)";
        }
        if (is(type, "java.util.Map")) {
            return "new MapShape(key.names(), " + shape(component, last(type)) + ")";
        }
        if (is(type, PolicyModelProcessor.PACKAGE + ".GuardRule")) {
            return "GuardShape.INSTANCE";
        }
        if (type instanceof DeclaredType declared
                && !declared.getTypeArguments().isEmpty()) {
            throw new Malformed(
                    component, "found " + type + ", expected a value, or an Optional, a List or a Map of one");
        }
        boolean section = type instanceof DeclaredType declared
                && declared.asElement().getAnnotationMirrors().stream()
                        .anyMatch(mirror -> is(mirror.getAnnotationType(), PolicyModelProcessor.SECTION));
        return section ? "RecordShape.of(" + type + ".class)" : "ScalarShapes.of(" + type + ".class, key)";
    }

    static boolean is(TypeMirror type, String name) {
        return type instanceof DeclaredType declared
                && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(name);
    }

    /** {@code maxWait} as {@code max_wait}. */
    private static String snake(CharSequence name) {
        StringBuilder snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c) && i > 0 && Character.isLowerCase(name.charAt(i - 1))) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }
}
