package io.resilienceagent.report.page;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Evidence as lines of a name and a value. Stateless. */
final class Facts {
    private static final int MOST = 60;

    private Facts() {}

    /**
     * A line.
     *
     * @param name whose
     * @param value what
     */
    record Line(String name, String value) {}

    /** The lines of some facts; the sentence that sums them up is left out, since it is told elsewhere. */
    static List<Line> lines(Map<String, Object> facts) {
        List<Line> lines = new ArrayList<>();
        facts.forEach((name, value) -> {
            if (!name.equals("summary") && !name.equals("cycle") && !name.equals("stack")) {
                add(name, value, lines);
            }
        });
        return lines;
    }

    private static void add(String name, Object value, List<Line> lines) {
        if (lines.size() >= MOST || value == null) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((inner, fact) -> add(name + "." + inner, fact, lines));
        } else if (value instanceof Collection<?> items && items.stream().anyMatch(item -> item instanceof Map)) {
            items.forEach(item -> lines.add(new Line(name, String.valueOf(item).replaceAll("^\\{|\\}$", ""))));
        } else if (value instanceof Collection<?> items) {
            lines.add(new Line(
                    name, String.join(", ", items.stream().map(String::valueOf).toList())));
        } else {
            lines.add(new Line(name, value.toString()));
        }
    }
}
