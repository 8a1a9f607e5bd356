package io.resilienceagent.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes one Markdown table of JMH's results ({@code -rf json}), with columns for each file: the best iteration, the mean,
 * and the bytes allocated. The best is what the code costs; the mean has what else the machine did in it.
 */
public final class Tables {
    private Tables() {}

    /** Prints the table of the files named. */
    public static void main(String[] files) throws IOException {
        StringBuilder head = new StringBuilder("| |");
        StringBuilder rule = new StringBuilder("| --- |");
        Map<String, List<String>> rows = new TreeMap<>();
        for (int i = 0; i < files.length; i++) {
            JsonNode results = new ObjectMapper().readTree(new File(files[i]));
            String jdk = "JDK " + results.path(0).path("jdkVersion").asText();
            head.append(' ').append(jdk).append(": best | mean | B/op |");
            rule.append(" --- | --- | --- |");
            for (JsonNode result : results) {
                cells(rows, name(result), i).set(i, cells(result));
            }
        }
        System.out.println(head);
        System.out.println(rule);
        rows.forEach((name, cells) -> {
            cells(rows, name, files.length - 1);
            System.out.println("| " + name + " | " + String.join(" | ", cells) + " |");
        });
    }

    private static String name(JsonNode result) {
        String name = result.path("benchmark").asText();
        return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1)
                .replace("Benchmark", "");
    }

    /** The row's cells, with room for that many files. */
    private static List<String> cells(Map<String, List<String>> rows, String name, int last) {
        List<String> cells = rows.computeIfAbsent(name, n -> new ArrayList<>());
        while (cells.size() <= last) {
            cells.add(" | | ");
        }
        return cells;
    }

    private static String cells(JsonNode result) {
        JsonNode metric = result.path("primaryMetric");
        boolean rate = result.path("mode").asText().equals("thrpt");
        double best = rate ? 0 : Double.MAX_VALUE;
        for (JsonNode fork : metric.path("rawData")) {
            for (JsonNode iteration : fork) {
                best = rate ? Math.max(best, iteration.asDouble()) : Math.min(best, iteration.asDouble());
            }
        }
        JsonNode allocated = result.path("secondaryMetrics").path("gc.alloc.rate.norm");
        String bytes = allocated.isMissingNode()
                ? ""
                : String.format(Locale.ROOT, "%.0f", allocated.path("score").asDouble());
        String unit = metric.path("scoreUnit").asText().replace("/op", "");
        return number(best) + " " + unit + " | " + number(metric.path("score").asDouble()) + " | " + bytes;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}
