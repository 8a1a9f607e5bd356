package io.resilienceagent.report.drill;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the agent's counters counted in a scenario, asked by metric and label. Immutable. */
final class Counted {
    private static final Pattern SERIES = Pattern.compile("([^{]*)(?:\\{(.*)\\})?");

    private final Map<String, Double> series;

    Counted(Map<String, Double> series) {
        this.series = series;
    }

    /** All series of a metric. */
    long of(String metric) {
        return Math.round(series.entrySet().stream()
                .filter(each -> name(each.getKey()).equals(metric))
                .mapToDouble(Map.Entry::getValue)
                .sum());
    }

    /** A metric by the values of one of its labels, in words: {@code CIRCUIT_OPEN 12, SAFE_MODE 3}. */
    String by(String label, String metric) {
        Pattern value = Pattern.compile("(?:^|,)" + label + "=\"([^\"]*)\"");
        Map<String, Double> sums = new TreeMap<>();
        series.forEach((name, count) -> {
            Matcher parts = SERIES.matcher(name);
            if (parts.matches() && parts.group(1).equals(metric) && parts.group(2) != null) {
                Matcher found = value.matcher(parts.group(2));
                sums.merge(found.find() ? found.group(1) : "other", count, Double::sum);
            }
        });
        return sums.entrySet().stream()
                .map(each -> each.getKey() + " " + Math.round(each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String name(String series) {
        Matcher parts = SERIES.matcher(series);
        return parts.matches() ? parts.group(1) : series;
    }
}
