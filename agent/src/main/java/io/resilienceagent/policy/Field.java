package io.resilienceagent.policy;

import java.util.Optional;
import java.util.function.Function;

/** A key of a mapping: the record component that holds its value, and the shape of that value. */
final class Field {
    private final KeyTerms key;
    private final boolean optional;
    private final Function<KeyTerms, Shape> shaped;
    /** Made when first needed: what a policy does not speak of is never looked at. To make it twice does no harm. */
    private volatile Shape shape;

    private volatile Object unset;

    /**
     * @param optional whether the component is an Optional
     * @param shaped makes the shape of its value
     */
    Field(KeyTerms key, boolean optional, Function<KeyTerms, Shape> shaped) {
        this.key = key;
        this.optional = optional;
        this.shaped = shaped;
    }

    String name() {
        return key.name();
    }

    KeyTerms key() {
        return key;
    }

    Shape shape() {
        Shape known = shape;
        if (known == null) {
            known = shaped.apply(key);
            shape = known;
        }
        return known;
    }

    boolean required() {
        return !optional && key.unset().isEmpty();
    }

    /** The component's value. What is missing or broken has been told, and something stands in for it. */
    Object read(Node.Mapping mapping, NodePath path, Problems problems) {
        Node node = mapping.get(name());
        Object value = node == null ? null : shape().read(node, path.key(name()), problems);
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
        Object value = shape().read(unsetNode(), NodePath.ROOT.key(name()), problems);
        if (value == null || !problems.isEmpty()) {
            throw new IllegalStateException("the default of " + name() + " is none: " + problems.sorted());
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
            throw new IllegalStateException("the default of " + name() + " is no YAML", e);
        }
    }
}
