package io.resilienceagent.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds the keys of one mapping to what it may and must have. */
final class KeyCheck {
    private final Node.Mapping mapping;
    private final NodePath path;
    private final Problems problems;

    KeyCheck(Node.Mapping mapping, NodePath path, Problems problems) {
        this.mapping = mapping;
        this.path = path;
        this.problems = problems;
    }

    /** Tells unknown and missing keys, keys without the one they need, and wrong choices. */
    void check(Map<String, Field> fields, Map<String, Field> others, SectionTerms section) {
        List<String> known = new ArrayList<>(fields.keySet());
        known.addAll(others.keySet());
        mapping.entries().forEach((name, entry) -> {
            if (!known.contains(name)) {
                problems.add(entry.keyPlace(), path.key(name), "unknown key", expected(known), hint(name, known));
            }
        });
        for (Field field : fields.values()) {
            if (field.required() && !has(field.name())) {
                String expected = "the key " + field.name() + ": " + field.key().doc();
                problems.add(mapping.place(), path, "found no " + Words.quote(field.name()), expected, "");
            }
            String needs = field.key().needs();
            if (!needs.isEmpty() && has(field.name()) && !has(needs)) {
                Place place = mapping.entries().get(field.name()).keyPlace();
                String found = "found no " + Words.quote(needs) + " beside it";
                problems.add(place, path.key(field.name()), found, "both or neither", "");
            }
        }
        checkChoices(section);
    }

    private void checkChoices(SectionTerms section) {
        List<String> exactly = section.exactlyOneOf();
        int chosen = count(exactly);
        if (!exactly.isEmpty() && chosen != 1) {
            String found = chosen == 0 ? "found none of them" : "found " + chosen + " of them";
            problems.add(mapping.place(), path, found, "exactly one of " + Words.list(exactly), "");
        }
        List<String> some = section.atLeastOneOf();
        if (!some.isEmpty() && count(some) == 0) {
            String expected = "at least one of " + Words.list(some);
            problems.add(mapping.place(), path, "found none of them", expected, "");
        }
    }

    private int count(List<String> keys) {
        int count = 0;
        for (String key : keys) {
            count += has(key) ? 1 : 0;
        }
        return count;
    }

    private boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    private static String expected(List<String> known) {
        return "one of " + Words.list(known);
    }

    private static String hint(String name, List<String> known) {
        return name.equals("<<") ? "YAML 1.2 has no merge keys: use include" : Words.didYouMean(name, known);
    }
}
