package io.resilienceagent.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * One record of the model, in Java.
 *
 * @param type its simple name
 * @param section the expression that says what {@code @Section} says
 * @param fields the expressions that make its keys
 * @param located whether its last component is the place where it was written
 * @param casts the types of its components
 */
record RecordSource(String type, String section, List<String> fields, boolean located, List<String> casts) {
    private static final String WHERE = PolicyModelProcessor.PACKAGE + ".Where";

    static RecordSource of(TypeElement type, Elements elements) throws Malformed {
        Annotated section = Annotated.on(type, "Section", elements).orElseThrow();
        List<KeySource> keys = new ArrayList<>();
        List<String> casts = new ArrayList<>();
        boolean located = false;
        for (RecordComponentElement component : type.getRecordComponents()) {
            if (located) {
                throw new Malformed(
                        component, "found a component behind the Where, expected the Where to be the last one");
            }
            Optional<Annotated> key = Annotated.on(component, "Key", elements);
            located = key.isEmpty() && KeySource.is(component.asType(), WHERE);
            if (!located) {
                keys.add(KeySource.of(
                        component,
                        key.orElseThrow(() -> new Malformed(component, "found a component without @Key, expected one")),
                        elements));
            }
            casts.add(component.asType().toString());
        }
        check(type, section, keys);
        return new RecordSource(
                type.getSimpleName().toString(),
                "new SectionTerms(" + section.expression("doc") + ", " + section.expression("exactlyOneOf") + ", "
                        + section.expression("atLeastOneOf") + ", " + section.expression("shorthand") + ")",
                keys.stream().map(KeySource::field).toList(),
                located,
                casts);
    }

    /** Each key that another one speaks of must be there. */
    private static void check(TypeElement type, Annotated section, List<KeySource> keys) throws Malformed {
        Set<String> names = keys.stream().map(KeySource::name).collect(Collectors.toSet());
        List<String> spokenOf = new ArrayList<>(section.texts("exactlyOneOf"));
        spokenOf.addAll(section.texts("atLeastOneOf"));
        spokenOf.add(section.text("shorthand"));
        for (String name : spokenOf) {
            if (!name.isEmpty() && !names.contains(name)) {
                throw new Malformed(type, unknown(name, names));
            }
        }
        for (KeySource key : keys) {
            if (!key.needs().isEmpty() && !names.contains(key.needs())) {
                throw new Malformed(key.component(), unknown(key.needs(), names));
            }
        }
    }

    private static String unknown(String name, Set<String> names) {
        return "found the key '" + name + "', expected one of "
                + names.stream().sorted().collect(Collectors.joining(", "));
    }
}
