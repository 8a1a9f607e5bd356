package io.resilienceagent.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A mapping with known keys, which becomes a record. */
final class RecordShape extends Shape {
    /** A record's shape is made once, when it is first needed: a policy without retries never looks at theirs. */
    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(type);
        }
    };

    private final Class<?> type;
    private final RecordModel model;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    private RecordShape(Class<?> type) {
        this.type = type;
        this.model = RecordModels.of(type);
        model.fields().forEach(field -> fields.put(field.name(), field));
    }

    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** The keys by name, in the order of the record. */
    Map<String, Field> fields() {
        return fields;
    }

    SectionTerms section() {
        return model.section();
    }

    /** The name of this mapping's definition in the schema and its heading in the reference. */
    String name() {
        return GuardSettings.class.isAssignableFrom(type)
                ? GuardSettings.name(type)
                : Words.snake(type.getSimpleName().replaceAll("Rule$", ""));
    }

    /** Whether an empty mapping is a good one. */
    boolean mayBeEmpty() {
        return section().atLeastOneOf().isEmpty()
                && section().exactlyOneOf().isEmpty()
                && fields.values().stream().noneMatch(Field::required);
    }

    @Override
    Object read(Node node, NodePath path, Problems problems) {
        return read(node, node.place(), path, problems, Map.of());
    }

    /** Reads a mapping that is named at a place of its own, and may have keys of another record beside its own. */
    Object read(Node node, Place named, NodePath path, Problems problems, Map<String, Field> others) {
        Node.Mapping mapping;
        if (node instanceof Node.Mapping isMapping) {
            mapping = isMapping;
        } else if (!section().shorthand().isEmpty()) {
            Node.Entry entry = new Node.Entry(node.place(), node);
            mapping = new Node.Mapping(node.place(), Map.of(section().shorthand(), entry), 1);
        } else {
            problems.add(node, path, "a mapping with " + Words.list(fields.keySet()), "");
            return null;
        }
        new KeyCheck(mapping, path, problems).check(fields, others, section());
        return made(field -> field.read(mapping, path, problems), named, path);
    }

    private Object made(Function<Field, Object> value, Place named, NodePath path) {
        List<Field> keys = model.fields();
        Object[] values = new Object[keys.size() + (model.located() ? 1 : 0)];
        for (int i = 0; i < keys.size(); i++) {
            values[i] = value.apply(keys.get(i));
        }
        if (model.located()) {
            values[keys.size()] = where(named, path);
        }
        return model.maker().apply(values);
    }

    static Where where(Place place, NodePath path) {
        return new Where(place.file(), place.line(), place.column(), path.toString());
    }

    @Override
    Object placeholder() {
        return made(Field::stand, Place.wholeFile(""), NodePath.ROOT);
    }

    @Override
    Map<String, Object> schema() {
        return JsonText.object("$ref", "#/$defs/" + name());
    }

    @Override
    String words() {
        return "[" + name() + "](#" + name() + ")";
    }

    @Override
    List<Shape> parts() {
        List<Shape> parts = new ArrayList<>();
        for (Field field : fields.values()) {
            parts.add(field.shape());
        }
        return parts;
    }
}
