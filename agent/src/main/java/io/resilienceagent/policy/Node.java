package io.resilienceagent.policy;

import java.util.List;
import java.util.Map;

/** A part of a document, with its place. Immutable; a node that an alias repeats stands in the tree more than once. */
sealed interface Node permits Node.Scalar, Node.Items, Node.Mapping {
    /** Where it starts. */
    Place place();

    /** How many nodes it is, each alias counted in full. */
    int weight();

    /** What it is, for an error: "found the number 30". */
    String found();

    /** What YAML 1.2's core schema takes a scalar for. */
    enum Type {
        NULL,
        BOOLEAN,
        NUMBER,
        TEXT
    }

    /** A single value; {@code plain} if it was written without quotes. */
    record Scalar(Place place, String text, boolean plain) implements Node {
        Type type() {
            if (!plain) {
                return Type.TEXT;
            }
            return switch (text) {
                case "", "~", "null", "Null", "NULL" -> Type.NULL;
                case "true", "True", "TRUE", "false", "False", "FALSE" -> Type.BOOLEAN;
                default -> Numbers.isNumber(text) ? Type.NUMBER : Type.TEXT;
            };
        }

        @Override
        public int weight() {
            return 1;
        }

        @Override
        public String found() {
            return switch (type()) {
                case NULL -> "found nothing";
                case BOOLEAN -> "found " + text;
                case NUMBER -> "found the number " + (text.length() > 40 ? Words.quote(text) : text);
                case TEXT -> "found the text " + Words.quote(text);
            };
        }
    }

    /** A list. */
    record Items(Place place, List<Node> items, int weight) implements Node {
        @Override
        public String found() {
            return items.isEmpty() ? "found an empty list" : "found a list";
        }
    }

    /** A mapping, in the order of the file. */
    record Mapping(Place place, Map<String, Entry> entries, int weight) implements Node {
        @Override
        public String found() {
            return entries.isEmpty() ? "found an empty mapping" : "found a mapping";
        }

        /** The value of a key, or null. */
        Node get(String key) {
            Entry entry = entries.get(key);
            return entry == null ? null : entry.value();
        }
    }

    /** A value of a mapping, with the place of its key. */
    record Entry(Place keyPlace, Node value) {}

    /** The node at a path, or the innermost one on the way there that exists. */
    default Node at(NodePath path) {
        Node node = this;
        for (NodePath step : path.steps()) {
            Node next = null;
            if (node instanceof Mapping mapping && step.key() != null) {
                next = mapping.get(step.key());
            } else if (node instanceof Items list && step.key() == null) {
                next = step.index() < list.items().size() ? list.items().get(step.index()) : null;
            }
            if (next == null) {
                return node;
            }
            node = next;
        }
        return node;
    }
}
