package io.resilienceagent.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes JSON: maps, lists, texts, numbers, booleans and null, indented, in the order given. */
final class JsonText {
    private JsonText() {}

    /** A new object with one member. */
    static Map<String, Object> object(String name, Object value) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(name, value);
        return object;
    }

    static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, "\n", out);
        return out.append('\n').toString();
    }

    /** The value of a node, as JSON has it. */
    static Object value(Node node) {
        if (node instanceof Node.Mapping mapping) {
            Map<String, Object> object = new LinkedHashMap<>();
            mapping.entries().forEach((name, entry) -> object.put(name, value(entry.value())));
            return object;
        }
        if (node instanceof Node.Items list) {
            return list.items().stream().map(JsonText::value).toList();
        }
        Node.Scalar scalar = (Node.Scalar) node;
        return switch (scalar.type()) {
            case NULL -> null;
            case BOOLEAN -> Boolean.parseBoolean(scalar.text());
            case NUMBER ->
                Numbers.parse(scalar.text()).<Object>map(number -> number).orElse(scalar.text());
            case TEXT -> scalar.text();
        };
    }

    private static void write(Object value, String newLine, StringBuilder out) {
        String deeper = newLine + "  ";
        if (value instanceof Map<?, ?> object && !object.isEmpty()) {
            char before = '{';
            for (Map.Entry<?, ?> member : object.entrySet()) {
                out.append(before).append(deeper);
                quote(member.getKey().toString(), out);
                write(member.getValue(), deeper, out.append(": "));
                before = ',';
            }
            out.append(newLine).append('}');
        } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
            char before = '[';
            for (Object item : list) {
                write(item, deeper, out.append(before).append(deeper));
                before = ',';
            }
            out.append(newLine).append(']');
        } else if (value instanceof List<?> list) {
            out.append('[');
            for (int i = 0; i < list.size(); i++) {
                write(list.get(i), newLine, out.append(i > 0 ? ", " : ""));
            }
            out.append(']');
        } else if (value instanceof String text) {
            quote(text, out);
        } else {
            out.append(value instanceof Map<?, ?> ? "{}" : String.valueOf(value));
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
