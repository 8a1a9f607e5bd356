package io.resilienceagent.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One guard of a list: its name alone, or a mapping of its name to its settings. */
final class GuardShape extends Shape {
    static final GuardShape INSTANCE = new GuardShape();

    private final Map<String, Class<?>> kinds = new LinkedHashMap<>();

    private GuardShape() {
        for (Class<?> kind : GuardSettings.class.getPermittedSubclasses()) {
            kinds.put(GuardSettings.name(kind), kind);
        }
    }

    /** The keys that every guard may have. */
    static Map<String, Field> common() {
        return RecordShape.of(CommonKeys.class).fields();
    }

    @Override
    Object read(Node node, NodePath path, Problems problems) {
        if (node instanceof Node.Scalar scalar && scalar.type() == Node.Type.TEXT) {
            Node.Mapping empty = new Node.Mapping(node.place(), Map.of(), 1);
            return guard(scalar.text(), node.place(), empty, path, problems);
        }
        if (!(node instanceof Node.Mapping mapping)) {
            problems.add(node, path, "a guard's name or a mapping of it to its settings", "");
            return null;
        }
        if (mapping.entries().size() != 1) {
            String found = "found " + mapping.entries().size() + " keys: " + Words.list(shown(mapping));
            String hint = "indent the settings further than the guard's name, or write {name: {...}}";
            problems.add(mapping.place(), path, found, "one guard for each item of the list", hint);
            return null;
        }
        Map.Entry<String, Node.Entry> only =
                mapping.entries().entrySet().iterator().next();
        String name = only.getKey();
        Node settings = only.getValue().value();
        if (settings instanceof Node.Scalar scalar && scalar.type() == Node.Type.NULL && kinds.containsKey(name)) {
            problems.add(settings, path.key(name), "its settings", "to have its defaults write only '- " + name + "'");
            return null;
        }
        return guard(name, only.getValue().keyPlace(), settings, path.key(name), problems);
    }

    private GuardRule guard(String name, Place place, Node settings, NodePath path, Problems problems) {
        Class<?> kind = kinds.get(name);
        if (kind == null) {
            String expected = "one of " + Words.list(kinds.keySet());
            problems.add(
                    place,
                    path,
                    "unknown guard " + Words.quote(name),
                    expected,
                    Words.didYouMean(name, kinds.keySet()));
            return null;
        }
        Object read = RecordShape.of(kind).read(settings, place, path, problems, common());
        if (read == null) {
            return null;
        }
        Optional<Mode> mode = Optional.empty();
        Optional<OnGuardError> onGuardError = Optional.empty();
        if (settings instanceof Node.Mapping mapping) {
            mode = common(mapping, "mode", path, problems).map(Mode.class::cast);
            onGuardError = common(mapping, "on_guard_error", path, problems).map(OnGuardError.class::cast);
        }
        return new GuardRule((GuardSettings) read, mode, onGuardError, RecordShape.where(place, path));
    }

    private static Optional<?> common(Node.Mapping mapping, String key, NodePath path, Problems problems) {
        return (Optional<?>) common().get(key).read(mapping, path, problems);
    }

    private static List<String> shown(Node.Mapping mapping) {
        return mapping.entries().keySet().stream().limit(10).map(Words::quote).toList();
    }

    @Override
    Object placeholder() {
        throw new IllegalStateException("guards stand in lists only, and an empty list stands in for these");
    }

    @Override
    Map<String, Object> schema() {
        return JsonText.object("$ref", "#/$defs/guard");
    }

    /** The definition that {@link #schema} refers to. */
    Map<String, Object> definition() {
        List<String> names = new ArrayList<>();
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Shape part : parts()) {
            RecordShape kind = (RecordShape) part;
            if (kind.mayBeEmpty()) {
                names.add(kind.name());
            }
            properties.put(kind.name(), kind.schema());
        }
        Map<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("type", "object");
        mapping.put("properties", properties);
        mapping.put("additionalProperties", false);
        mapping.put("minProperties", 1);
        mapping.put("maxProperties", 1);
        Map<String, Object> name = JsonText.object("type", "string");
        name.put("enum", names);
        return JsonText.object("anyOf", List.of(name, mapping));
    }

    @Override
    String words() {
        return "[guard](#guards)";
    }

    @Override
    List<Shape> parts() {
        List<Shape> parts = new ArrayList<>();
        for (Class<?> kind : kinds.values()) {
            parts.add(RecordShape.of(kind));
        }
        return parts;
    }
}
