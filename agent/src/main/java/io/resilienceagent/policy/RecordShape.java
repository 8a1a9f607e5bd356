package io.resilienceagent.policy;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private final Section section;
    private final Constructor<?> constructor;
    private final List<RecordComponent> components;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    private RecordShape(Class<?> type) {
        this.type = type;
        this.section = type.getAnnotation(Section.class);
        this.components = List.of(type.getRecordComponents());
        Class<?>[] types = new Class<?>[components.size()];
        for (int i = 0; i < types.length; i++) {
            RecordComponent component = components.get(i);
            types[i] = component.getType();
            Key key = component.getAnnotation(Key.class);
            if (key != null) {
                Field field = new Field(component, key);
                fields.put(field.name(), field);
            }
        }
        try {
            this.constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** The keys by name, in the order of the record. */
    Map<String, Field> fields() {
        return fields;
    }

    Section section() {
        return section;
    }

    /** The name of this mapping's definition in the schema and its heading in the reference. */
    String name() {
        return GuardSettings.class.isAssignableFrom(type)
                ? GuardSettings.name(type)
                : Words.snake(type.getSimpleName().replaceAll("Rule$", ""));
    }

    /** Whether an empty mapping is a good one. */
    boolean mayBeEmpty() {
        return section.atLeastOneOf().length + section.exactlyOneOf().length == 0
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
        } else if (!section.shorthand().isEmpty()) {
            Node.Entry entry = new Node.Entry(node.place(), node);
            mapping = new Node.Mapping(node.place(), Map.of(section.shorthand(), entry), 1);
        } else {
            problems.add(node, path, "a mapping with " + Words.list(fields.keySet()), "");
            return null;
        }
        new KeyCheck(mapping, path, problems).check(fields, others, section);
        Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            RecordComponent component = components.get(i);
            Key key = component.getAnnotation(Key.class);
            if (key != null) {
                values[i] = fields.get(Field.name(component, key)).read(mapping, path, problems);
            } else if (component.getType() == Where.class) {
                values[i] = where(named, path);
            }
        }
        return construct(values);
    }

    static Where where(Place place, NodePath path) {
        return new Where(place.file(), place.line(), place.column(), path.toString());
    }

    private Object construct(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the model refuses what its own reader made", e);
        }
    }

    @Override
    Object placeholder() {
        Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            Key key = components.get(i).getAnnotation(Key.class);
            values[i] =
                    key == null ? where(Place.wholeFile(""), NodePath.ROOT) : new Field(components.get(i), key).stand();
        }
        return construct(values);
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

    /** The shape of a component's type; an Optional's is that of its content. */
    static Shape shape(Type type, Key key) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return shape(arguments[0], key);
            }
            Shape content = shape(arguments[arguments.length - 1], key);
            return generic.getRawType() == List.class
                    ? new ListShape(content, key)
                    : new MapShape(key.names(), content);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == GuardRule.class) {
            return GuardShape.INSTANCE;
        }
        return raw.isRecord() && raw.isAnnotationPresent(Section.class) ? of(raw) : ScalarShapes.of(raw, key);
    }
}
