package io.resilienceagent.policy;

import java.lang.reflect.RecordComponent;
import java.util.Optional;

/** A key of a mapping: the record component that holds its value, and the shape of that value. */
final class Field {
    private final String name;
    private final Key key;
    private final RecordComponent component;
    private final boolean optional;
    /** Made when first needed: what a policy does not speak of is never looked at. To make it twice does no harm. */
    private volatile Shape shape;

    private volatile Object unset;

    Field(RecordComponent component, Key key) {
        this.name = name(component, key);
        this.key = key;
        this.component = component;
        this.optional = component.getType() == Optional.class;
    }

    static String name(RecordComponent component, Key key) {
        return key.name().isEmpty() ? Words.snake(component.getName()) : key.name();
    }

    String name() {
        return name;
    }

    Key key() {
        return key;
    }

    Shape shape() {
        Shape known = shape;
        if (known == null) {
            known = RecordShape.shape(component.getGenericType(), key);
            shape = known;
        }
        return known;
    }

    boolean required() {
        return !optional && key.unset().isEmpty();
    }

    /** The component's value. What is missing or broken has been told, and something stands in for it. */
    Object read(Node.Mapping mapping, NodePath path, Problems problems) {
        Node node = mapping.get(name);
        Object value = node == null ? null : shape().read(node, path.key(name), problems);
        if (value == null) {
            return stand();
        }
        return optional ? Optional.of(value) : value;
    }

    /** The value of an absent key; of a required one, a placeholder. */
    Object stand() {
        if (optional) {
            return Optional.empty();
        }
        Object value = unset;
        if (value == null) {
            value = required() ? shape().placeholder() : readUnset();
            unset = value;
        }
        return value;
    }

    private Object readUnset() {
        Problems problems = new Problems();
        Object value = shape().read(unsetNode(), NodePath.ROOT.key(name), problems);
        if (value == null || !problems.isEmpty()) {
            throw new IllegalStateException("the default of " + name + " is none: " + problems.sorted());
        }
        return value;
    }

    /** The default as it would stand in a file. */
    Node unsetNode() {
        String text = key.unset();
        if (!text.startsWith("[") && !text.startsWith("{")) {
            return new Node.Scalar(Place.wholeFile(""), text, true);
        }
        try {
            return YamlTree.parse("", text, new Problems());
        } catch (UnreadableFile e) {
            throw new IllegalStateException("the default of " + name + " is no YAML", e);
        }
    }
}
