package io.resilienceagent.cli.drill;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric, and the values that its labels must have: {@code resilience_denials_total{code="CIRCUIT_OPEN"}}. Immutable.
 *
 * @param name the metric's name
 * @param labels all of them must be equal; others may be anything
 */
record MetricSelector(String name, Map<String, String> labels) {
    private static final Pattern WHOLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{(.*)\\})?");
    private static final Pattern LABEL =
            Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(,|$)");

    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    /** Copies the labels. */
    MetricSelector {
        labels = Map.copyOf(labels);
    }

    /**
     * Reads one, as it stands in a scrape too.
     *
     * @throws IllegalArgumentException for anything else
     */
    static MetricSelector parse(String text) {
        Matcher whole = WHOLE.matcher(text.strip());
        if (!whole.matches()) {
            throw malformed(text);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        String inside = whole.group(2) == null ? "" : whole.group(2);
        Matcher label = LABEL.matcher(inside);
        int at = 0;
        while (at < inside.length()) {
            if (!label.find(at) || label.start() != at) {
                throw malformed(text);
            }
            labels.put(label.group(1), unescaped(label.group(2)));
            at = label.end();
        }
        return new MetricSelector(whole.group(1), labels);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "found the metric '" + text + "', expected NAME or NAME{label=\"value\"}, as in docs/metrics.md");
    }

    private static String unescaped(String value) {
        return ESCAPED.matcher(value)
                .replaceAll(
                        escaped -> escaped.group(1).equals("n") ? "\n" : Matcher.quoteReplacement(escaped.group(1)));
    }

    /** Whether a series is one of those that are meant. */
    boolean selects(MetricSelector series) {
        return name.equals(series.name) && series.labels.entrySet().containsAll(labels.entrySet());
    }
}
