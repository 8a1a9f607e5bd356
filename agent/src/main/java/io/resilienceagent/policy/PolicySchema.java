package io.resilienceagent.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema (draft 2020-12) of a policy, for editors, made from the model. */
public final class PolicySchema {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final Map<String, Object> definitions = new LinkedHashMap<>();

    private PolicySchema() {}

    /** The schema as JSON text, the same for the same model. */
    public static String json() {
        return JsonText.write(new PolicySchema().root());
    }

    private Map<String, Object> root() {
        RecordShape policy = RecordShape.of(Policy.class);
        Map<String, Object> root = JsonText.object("$schema", DIALECT);
        root.put("title", "The policy of the resilience agent");
        root.putAll(mapping(policy, Map.of()));
        define(policy);
        root.put("$defs", definitions);
        return root;
    }

    private void define(Shape around) {
        for (Shape part : around.parts()) {
            if (part instanceof GuardShape guard) {
                definitions.put("guard", guard.definition());
                for (Shape kind : guard.parts()) {
                    RecordShape settings = (RecordShape) kind;
                    definitions.put(settings.name(), orShorthand(settings, GuardShape.common()));
                }
            } else if (part instanceof RecordShape section) {
                definitions.put(section.name(), orShorthand(section, Map.of()));
                define(section);
            } else {
                define(part);
            }
        }
    }

    private static Map<String, Object> orShorthand(RecordShape kind, Map<String, Field> others) {
        Map<String, Object> mapping = mapping(kind, others);
        String shorthand = kind.section().shorthand();
        return shorthand.isEmpty()
                ? mapping
                : JsonText.object(
                        "anyOf", List.of(kind.fields().get(shorthand).shape().schema(), mapping));
    }

    private static Map<String, Object> mapping(RecordShape shape, Map<String, Field> others) {
        Map<String, Object> schema = JsonText.object("type", "object");
        schema.put("description", shape.section().doc());
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        Map<String, Object> needs = new LinkedHashMap<>();
        shape.fields().forEach((name, field) -> {
            properties.put(name, property(field));
            if (field.required()) {
                required.add(name);
            }
            if (!field.key().needs().isEmpty()) {
                needs.put(name, List.of(field.key().needs()));
            }
        });
        others.forEach((name, field) -> properties.put(name, property(field)));
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        putUnlessEmpty(schema, "required", required);
        putUnlessEmpty(schema, "oneOf", requirements(shape.section().exactlyOneOf()));
        putUnlessEmpty(schema, "anyOf", requirements(shape.section().atLeastOneOf()));
        if (!needs.isEmpty()) {
            schema.put("dependentRequired", needs);
        }
        return schema;
    }

    private static Map<String, Object> property(Field field) {
        Map<String, Object> property =
                JsonText.object("description", field.key().doc());
        property.putAll(field.shape().schema());
        if (!field.key().unset().isEmpty()) {
            property.put("default", JsonText.value(field.unsetNode()));
        }
        return property;
    }

    private static List<Object> requirements(List<String> keys) {
        List<Object> requirements = new ArrayList<>();
        for (String key : keys) {
            requirements.add(JsonText.object("required", List.of(key)));
        }
        return requirements;
    }

    private static void putUnlessEmpty(Map<String, Object> schema, String keyword, List<?> values) {
        if (!values.isEmpty()) {
            schema.put(keyword, values);
        }
    }
}
