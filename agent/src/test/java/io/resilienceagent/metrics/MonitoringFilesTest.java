package io.resilienceagent.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The documents beside the metrics name none that does not exist; {@code -Dmetrics.update=true} writes the table of them anew. */
class MonitoringFilesTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern NAME = Pattern.compile("\\b(?:mm|resilience)_[a-z_]+\\b");
    private static final Pattern SELECTOR = Pattern.compile("\\b((?:mm|resilience)_[a-z_]+)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)(?:=~?|!=|!~)\"");
    private static final Set<String> SCRAPED = Set.of("job", "instance", "le");
    private static final String HEADING = "| metric | type | what it tells |\n| --- | --- | --- |\n";

    @TempDir
    private Path directory;

    private List<Described> described;
    private final Map<String, Set<String>> labels = new HashMap<>();

    @BeforeEach
    void begin() {
        described = new MetricsKit(directory).metrics.described();
        for (Described metric : described) {
            List<String> suffixes =
                    metric.type().equals("histogram") ? List.of("_bucket", "_count", "_sum") : List.of("");
            suffixes.forEach(suffix -> labels.put(metric.name() + suffix, new HashSet<>(metric.labels())));
        }
    }

    @Test
    void theTableIsThatOfTheCode() throws IOException {
        StringBuilder table = new StringBuilder(HEADING);
        for (Described metric : described) {
            String shown = metric.labels().isEmpty() ? "" : "{" + String.join(",", metric.labels()) + "}";
            table.append("| `").append(metric.name()).append(shown).append("` | ");
            table.append(metric.type()).append(" | ").append(metric.help()).append(" |\n");
        }
        Path file = DOCS.resolve("metrics.md");
        String text = Files.readString(file);
        int at = text.indexOf(HEADING);
        if (Boolean.getBoolean("metrics.update")) {
            text = (at < 0 ? text : text.substring(0, at)) + table;
            Files.writeString(file, text);
            at = text.indexOf(HEADING);
        }
        assertTrue(at > 0, "docs/metrics.md has no table");
        assertEquals(table.toString(), text.substring(at), "run this test with -Dmetrics.update=true and commit it");
    }

    private void assertKnown(String place, String expression) {
        Matcher name = NAME.matcher(expression);
        while (name.find()) {
            assertTrue(labels.containsKey(name.group()), () -> place + ": there is no " + name.group());
        }
        Matcher selector = SELECTOR.matcher(expression);
        while (selector.find()) {
            Matcher label = LABEL.matcher(selector.group(2));
            while (label.find()) {
                assertTrue(
                        SCRAPED.contains(label.group(1))
                                || labels.get(selector.group(1)).contains(label.group(1)),
                        () -> place + ": " + selector.group(1) + " has no label " + label.group(1));
            }
        }
    }

    @Test
    void theDashboardAsksForWhatIsThere() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(DOCS.resolve("grafana/resilience.json").toFile());
        List<String> expressions = new ArrayList<>();
        dashboard.findValuesAsText("expr").forEach(expressions::add);
        dashboard.findValuesAsText("definition").forEach(expressions::add);
        assertTrue(expressions.size() > 30, expressions::toString);
        expressions.forEach(expression -> assertKnown("resilience.json", expression));
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            assertTrue(ids.add(panel.get("id").asInt()), panel::toString);
            assertTrue(!panel.get("title").asText().isEmpty() && panel.has("gridPos"), panel::toString);
            assertTrue(
                    panel.get("type").asText().equals("row")
                            || panel.get("targets").size() > 0,
                    panel::toString);
        }
        String all = expressions.toString();
        Set<String> missing = new TreeSet<>();
        for (String seed : List.of(
                "mm_chaos_injections_total",
                "mm_reconnect_attempts_total",
                "mm_partial_fail_rate",
                "mm_ws_gap_ms",
                "mm_reconcile_discrepancies_total")) {
            if (!all.contains(seed)) {
                missing.add(seed);
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void theAlertsAskForWhatIsThereAndEachIsTested() throws IOException {
        Object rules = yaml("prometheus/alerts.yml");
        List<Map<?, ?>> alerts = new ArrayList<>();
        for (Object group : (List<?>) ((Map<?, ?>) rules).get("groups")) {
            ((List<?>) ((Map<?, ?>) group).get("rules")).forEach(rule -> alerts.add((Map<?, ?>) rule));
        }
        assertTrue(alerts.size() > 15, alerts::toString);
        yaml("prometheus/alerts_test.yml");
        String tests = Files.readString(DOCS.resolve("prometheus/alerts_test.yml"));
        assertKnown("alerts_test.yml", tests);
        for (Map<?, ?> alert : alerts) {
            String name = (String) alert.get("alert");
            assertKnown(name, (String) alert.get("expr"));
            assertTrue(tests.contains(name), () -> name + " has no test");
            Map<?, ?> annotations = (Map<?, ?>) alert.get("annotations");
            assertEquals(Set.of("summary", "action"), annotations.keySet(), name);
            assertKnown(name, annotations.toString());
            String severity = (String) ((Map<?, ?>) alert.get("labels")).get("severity");
            assertTrue(Set.of("critical", "warning", "info").contains(severity), name);
        }
    }

    private static Object yaml(String name) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(DOCS.resolve(name)));
    }
}
