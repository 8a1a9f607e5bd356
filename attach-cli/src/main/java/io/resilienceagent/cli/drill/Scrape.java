package io.resilienceagent.cli.drill;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All metrics of a bot at one moment, read from the text that Prometheus reads. Immutable. */
final class Scrape {
    private final Map<MetricSelector, Double> series;
    private final Map<MetricSelector, String> written;
    private final Set<String> counters;

    private Scrape(Map<MetricSelector, Double> series, Map<MetricSelector, String> written, Set<String> counters) {
        this.series = series;
        this.written = written;
        this.counters = counters;
    }

    /** Reads the agent's own text. What is no series in it is passed over. */
    static Scrape of(String text) {
        Map<MetricSelector, Double> series = new LinkedHashMap<>();
        Map<MetricSelector, String> written = new LinkedHashMap<>();
        Set<String> counters = new TreeSet<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", -1);
            if (line.startsWith("# TYPE ") && words.length == 4 && words[3].equals("counter")) {
                counters.add(words[2]);
            } else if (!line.startsWith("#") && line.lastIndexOf(' ') > 0) {
                int space = line.lastIndexOf(' ');
                MetricSelector of = MetricSelector.parse(line.substring(0, space));
                series.put(of, value(line.substring(space + 1)));
                written.put(of, line.substring(0, space));
            }
        }
        return new Scrape(series, written, counters);
    }

    private static double value(String text) {
        try {
            return Double.parseDouble(text.replace("Inf", "Infinity"));
        } catch (NumberFormatException other) {
            return Double.NaN;
        }
    }

    /** The values of a label in all series of a metric. */
    Set<String> values(String metric, String label) {
        Set<String> values = new TreeSet<>();
        for (MetricSelector each : series.keySet()) {
            if (each.name().equals(metric) && each.labels().containsKey(label)) {
                values.add(each.labels().get(label));
            }
        }
        return values;
    }

    /** The sum of the series that are meant; 0 where there is none yet. */
    double sum(MetricSelector meant) {
        double sum = 0;
        for (Map.Entry<MetricSelector, Double> each : series.entrySet()) {
            sum += meant.selects(each.getKey()) ? each.getValue() : 0;
        }
        return sum;
    }

    /** What has been counted since another scrape: by series, as written, without those that stand still. */
    Map<String, Double> countedSince(Scrape before) {
        Map<String, Double> counted = new TreeMap<>();
        series.forEach((of, now) -> {
            double risen = now - before.series.getOrDefault(of, 0.0);
            if (counters.contains(of.name()) && risen > 0) {
                counted.put(written.get(of), risen);
            }
        });
        return counted;
    }
}
