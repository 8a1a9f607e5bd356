package io.resilienceagent.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Metrics read back from their text, strictly: each sample belongs to a metric with a type and a help, and no series stands there twice.
 *
 * @param types by the name of the metric, as the text has it
 * @param helps by the same
 * @param samples by name and labels
 */
record Exposition(Map<String, String> types, Map<String, String> helps, Map<Series, Double> samples) {
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? ([^ ]+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(?:,|$)");
    private static final Pattern META = Pattern.compile("# (TYPE|HELP) ([a-z_]+) (.*)");

    /**
     * One series.
     *
     * @param name of the sample, with what its type appends
     */
    record Series(String name, Map<String, String> labels) {}

    static Exposition of(String text) {
        Exposition read = new Exposition(new TreeMap<>(), new TreeMap<>(), new LinkedHashMap<>());
        text.lines().forEach(read::line);
        assertEquals(read.types.keySet(), read.helps.keySet(), "each has both");
        for (Series series : read.samples.keySet()) {
            assertNotNull(read.metricOf(series.name()), series::toString);
        }
        return read;
    }

    private void line(String line) {
        if (line.equals("# EOF")) {
            return;
        }
        Matcher meta = META.matcher(line);
        if (meta.matches()) {
            Map<String, String> told = meta.group(1).equals("TYPE") ? types : helps;
            assertNull(told.put(meta.group(2), meta.group(3)), line);
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        assertTrue(sample.matches(), line);
        Map<String, String> labels = new TreeMap<>();
        String all = sample.group(2) == null ? "" : sample.group(2);
        Matcher label = LABEL.matcher(all);
        int at = 0;
        while (at < all.length()) {
            assertTrue(label.find(at) && label.start() == at, line);
            assertNull(labels.put(label.group(1), unescaped(label.group(2))), line);
            at = label.end();
        }
        String value = sample.group(3).equals("+Inf") ? "Infinity" : sample.group(3);
        assertNull(samples.put(new Series(sample.group(1), labels), Double.valueOf(value)), line);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
    }

    /** The metric that a sample belongs to. */
    String metricOf(String sample) {
        for (String suffix : new String[] {"", "_bucket", "_count", "_sum", "_total", "_info"}) {
            if (sample.endsWith(suffix) && types.containsKey(sample.substring(0, sample.length() - suffix.length()))) {
                return sample.substring(0, sample.length() - suffix.length());
            }
        }
        return null;
    }

    /** All series of a name. */
    Map<Map<String, String>, Double> all(String name) {
        Map<Map<String, String>, Double> found = new LinkedHashMap<>();
        samples.forEach((series, value) -> {
            if (series.name().equals(name)) {
                found.put(series.labels(), value);
            }
        });
        assertTrue(!found.isEmpty(), () -> name + " is not among " + names());
        return found;
    }

    /** One value. */
    double value(String name, String... labels) {
        Map<String, String> wanted = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        Double value = samples.get(new Series(name, wanted));
        assertNotNull(value, () -> name + wanted + " is not among " + names());
        return value;
    }

    TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>();
        samples.keySet().forEach(series -> names.add(series.name()));
        return names;
    }
}
