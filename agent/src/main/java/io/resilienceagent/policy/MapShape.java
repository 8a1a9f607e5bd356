package io.resilienceagent.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A mapping whose keys are names of the user's choice. */
final class MapShape extends Shape {
    private final Form names;
    private final Shape value;

    MapShape(Form names, Shape value) {
        this.names = names;
        this.value = value;
    }

    @Override
    Object read(Node node, NodePath path, Problems problems) {
        if (!(node instanceof Node.Mapping mapping)) {
            problems.add(node, path, "a mapping of names to: " + value.words(), "");
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> {
            NodePath at = path.key(name);
            if (!names.matches(name)) {
                problems.add(entry.keyPlace(), at, "found the name " + Words.quote(name), names.expected(), "");
            }
            Object read = value instanceof RecordShape section
                    ? section.read(entry.value(), entry.keyPlace(), at, problems, Map.of())
                    : value.read(entry.value(), at, problems);
            if (read != null) {
                values.put(name, read);
            }
        });
        return values;
    }

    @Override
    Object placeholder() {
        return Map.of();
    }

    @Override
    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("propertyNames", JsonText.object("pattern", names.regex()));
        schema.put("additionalProperties", value.schema());
        return schema;
    }

    @Override
    String words() {
        return "mapping of names to: " + value.words();
    }

    @Override
    List<Shape> parts() {
        return List.of(value);
    }
}
