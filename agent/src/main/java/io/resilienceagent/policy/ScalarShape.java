package io.resilienceagent.policy;

import java.util.Map;
import java.util.function.Function;

/** A single value. */
final class ScalarShape extends Shape {
    private final String words;
    private final String expected;
    private final String example;
    private final Map<String, Object> schema;
    private final Function<Node.Scalar, Object> parser;

    /**
     * @param words the type in the reference
     * @param expected the type in an error
     * @param example a text that is one
     * @param schema its JSON Schema
     * @param parser makes the value; answers null, or throws {@link MalformedText}, if it is none
     */
    ScalarShape(
            String words,
            String expected,
            String example,
            Map<String, Object> schema,
            Function<Node.Scalar, Object> parser) {
        this.words = words;
        this.expected = expected;
        this.example = example;
        this.schema = schema;
        this.parser = parser;
    }

    @Override
    Object read(Node node, NodePath path, Problems problems) {
        if (!(node instanceof Node.Scalar scalar)) {
            problems.add(node, path, expected, "");
            return null;
        }
        try {
            Object value = parser.apply(scalar);
            if (value == null) {
                problems.add(scalar, path, expected, hint(scalar));
            }
            return value;
        } catch (MalformedText e) {
            // Behind the opening quote the text starts one column later; what escapes do to columns is not followed.
            Place place = scalar.place().right(e.column() + (scalar.plain() ? 0 : 1));
            problems.add(place, path, e.found(), e.expected(), e.hint());
            return null;
        }
    }

    @Override
    Object placeholder() {
        return parser.apply(new Node.Scalar(Place.wholeFile(""), example, true));
    }

    @Override
    Map<String, Object> schema() {
        return schema;
    }

    @Override
    String words() {
        return words;
    }

    /** The two mistakes that YAML's own typing makes easy: 12 where '12' is meant, and the reverse. */
    private String hint(Node.Scalar scalar) {
        Object type = schema.get("type");
        boolean wantsText = "string".equals(type) && !schema.containsKey("enum");
        if (scalar.type() == Node.Type.NUMBER || scalar.type() == Node.Type.BOOLEAN) {
            return wantsText ? "put it into quotes if it is meant as text" : "";
        }
        boolean quotedValue = !scalar.plain()
                && !"string".equals(type)
                && new Node.Scalar(scalar.place(), scalar.text(), true).type() != Node.Type.TEXT;
        return quotedValue ? "remove the quotes" : "";
    }
}
