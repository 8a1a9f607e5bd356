package io.resilienceagent.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A list of values of one shape; if the key allows it, one value stands for a list of it. */
final class ListShape extends Shape {
    /** No list of a policy is near this; checks that compare entries with each other rely on it. */
    private static final int MOST = 1000;

    private final Shape item;
    private final boolean orOne;
    private final long min;
    private final long max;

    ListShape(Shape item, KeyTerms key) {
        this.item = item;
        this.orOne = key.orOne();
        this.min = Math.max(0, key.min());
        this.max = Math.min(key.max(), MOST);
    }

    @Override
    Object read(Node node, NodePath path, Problems problems) {
        if (!(node instanceof Node.Items list)) {
            if (orOne && !(node instanceof Node.Mapping && item instanceof ScalarShape)) {
                Object only = item.read(node, path, problems);
                return only == null ? null : List.of(only);
            }
            problems.add(node, path, "a list of: " + item.words(), "");
            return null;
        }
        if (list.items().size() < min || list.items().size() > max) {
            String expected = list.items().size() < min ? "at least " + min : "at most " + max;
            problems.add(list.place(), path, "found " + list.items().size() + " entries", expected, "");
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < Math.min(max, list.items().size()); i++) {
            Object value = item.read(list.items().get(i), path.index(i), problems);
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    @Override
    Object placeholder() {
        return List.of();
    }

    @Override
    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", item.schema());
        if (min > 0) {
            schema.put("minItems", min);
        }
        schema.put("maxItems", max);
        return orOne ? JsonText.object("anyOf", List.of(item.schema(), schema)) : schema;
    }

    @Override
    String words() {
        return orOne ? item.words() + ", or a list of them" : "list of: " + item.words();
    }

    @Override
    List<Shape> parts() {
        return List.of(item);
    }
}
