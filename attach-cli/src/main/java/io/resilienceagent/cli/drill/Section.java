package io.resilienceagent.cli.drill;

import io.resilienceagent.cli.terminal.Times;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of a drill's file, read key by key. What is wrong goes to the problems, and reading goes on without it. For one
 * thread.
 */
final class Section {
    private static final Set<String> POLICY = Set.of("include", "join_points", "guards");

    private final Node node;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    Section(Node node, Problems problems) {
        this.node = node;
        this.problems = problems;
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, "found " + kind(node) + ", expected keys with values");
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(tuple.getKeyNode(), "found " + kind(tuple.getKeyNode()) + ", expected a name as key");
            } else if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
                problems.add(key, "found the key '" + key.getValue() + "' twice, expected it once");
            } else {
                keys.put(key.getValue(), key);
            }
        }
    }

    private static String kind(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().isEmpty() ? "nothing" : "'" + scalar.getValue() + "'";
        }
        return node instanceof SequenceNode ? "a list" : "keys with values";
    }

    /** Where it stands. */
    Node node() {
        return node;
    }

    /** Whether this is the other file that people have at hand. */
    boolean isPolicy() {
        return !values.containsKey("scenarios") && POLICY.stream().anyMatch(values::containsKey);
    }

    /** The node of a key; null where there is none. */
    Node at(String key) {
        known.add(key);
        return values.get(key);
    }

    /** A text that is read by a function, whose complaint becomes a problem; empty where there is none, or it is wrong. */
    <T> Optional<T> read(String key, Function<String, T> reading) {
        Node value = at(key);
        return value == null ? Optional.empty() : scalar(value, key, reading);
    }

    private <T> Optional<T> scalar(Node value, String key, Function<String, T> reading) {
        if (!(value instanceof ScalarNode scalar)) {
            problems.add(value, key + ": found " + kind(value) + ", expected a single value");
            return Optional.empty();
        }
        try {
            return Optional.of(reading.apply(scalar.getValue()));
        } catch (IllegalArgumentException wrong) {
            problems.add(value, key + ": " + wrong.getMessage());
            return Optional.empty();
        }
    }

    /** What must be there. */
    <T> T required(String key, Function<String, T> reading, T otherwise) {
        Optional<T> found = read(key, reading);
        if (at(key) == null) {
            problems.add(node, "found no '" + key + "', expected one");
        }
        return found.orElse(otherwise);
    }

    Optional<Duration> time(String key) {
        return read(key, Times::parse);
    }

    /** The items of a list. */
    List<Node> items(String key) {
        Node value = at(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof SequenceNode list) {
            return list.getValue();
        }
        problems.add(value, key + ": found " + kind(value) + ", expected a list");
        return List.of();
    }

    /** A mapping of names and plain values, as JSON has them. */
    Map<String, Object> plain(String key) {
        Node value = at(key);
        Map<String, Object> plain = new LinkedHashMap<>();
        if (value != null) {
            Section section = new Section(value, problems);
            section.values.forEach((name, each) -> {
                section.known.add(name);
                section.scalar(each, name, text -> text).ifPresent(text -> plain.put(name, plain(each, text)));
            });
        }
        return plain;
    }

    private static Object plain(Node node, String text) {
        if (((ScalarNode) node).getScalarStyle() != ScalarStyle.PLAIN) {
            return text;
        }
        if (text.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")) {
            return new BigDecimal(text);
        }
        return text.equals("true") || text.equals("false") ? (Object) Boolean.valueOf(text) : text;
    }

    /** Complains of keys that nobody has asked for: a slip in a name must not go unseen. */
    void end() {
        keys.forEach((name, key) -> {
            if (!known.contains(name)) {
                problems.add(key, "found the key '" + name + "', expected one of " + String.join(", ", known));
            }
        });
    }
}
