package io.resilienceagent.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.resilienceagent.breaker.CircuitBreakers;
import io.resilienceagent.breaker.Forced;
import io.resilienceagent.guard.ToldCalls;
import io.resilienceagent.metrics.LiveParts.JoinPointPart;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Label values come from the host: whatever they are and however many, the text stays readable and small, and counters never fall. */
class HostileLabelsTest {
    private static final String OPEN = "resilience_circuit_open";

    @TempDir
    private Path directory;

    private MetricsKit kit;

    @BeforeEach
    void begin() {
        kit = new MetricsKit(directory);
    }

    private static Set<String> keys(Exposition told) {
        Set<String> keys = new HashSet<>();
        told.all(OPEN).keySet().forEach(labels -> keys.add(labels.get("key")));
        return keys;
    }

    @Test
    void quotesAndBackslashesComeThroughAndWhatActsDoesNot() {
        CircuitBreakers breakers =
                kit.joinPoint("place_order", false).breakers().orElseThrow();
        List<String> keys = List.of(
                "BTC\"USDT",
                "a\\b",
                "a\\",
                "\"} 1\nresilience_state{state=\"running\"} 99\n#",
                "\u001b[2J",
                "\u202Egnp.exe",
                "\uD800half",
                "?half",
                "\uD83D\uDE80",
                "",
                " ",
                "other",
                "x".repeat(10_000));
        keys.forEach(key -> breakers.force(key, Forced.OPEN));
        Exposition told = kit.scrape();
        Set<String> shown = keys(told);
        assertEquals(keys.size(), shown.size(), shown.toString());
        assertTrue(
                shown.containsAll(List.of("BTC\"USDT", "a\\b", "a\\", "\uD83D\uDE80", "", " ", "\uFFFDhalf", "?half")));
        assertTrue(shown.stream()
                .allMatch(key -> key.length() < 200 && key.codePoints().noneMatch(Character::isISOControl)));
        assertEquals(0, told.value("resilience_state", "state", "safe_mode"));
        assertEquals(1, told.value("resilience_state", "state", "running"));
    }

    @Test
    void secretsAreNotShown() {
        CircuitBreakers breakers =
                kit.joinPoint("place_order", false).breakers().orElseThrow();
        breakers.force("apiKey=4f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c", Forced.OPEN);
        assertFalse(kit.metrics.text(TextFormat.PROMETHEUS).contains("4f9a8b7c6d5e4f3a"));
    }

    @Test
    void tenThousandKeysAreTwoHundredAndTheRest() {
        CircuitBreakers breakers =
                kit.joinPoint("place_order", false).breakers().orElseThrow();
        for (int i = 0; i < 10_000; i++) {
            breakers.force("SYM" + i + "\n\"", Forced.OPEN);
        }
        Exposition told = kit.scrape();
        Map<Map<String, String>, Double> open = told.all(OPEN);
        assertEquals(SeriesCap.MOST + 1, open.size());
        assertEquals(10_000 - SeriesCap.MOST, told.value(OPEN, "join_point", "place_order", "key", "other"));
        assertEquals(10_000, open.values().stream().mapToDouble(value -> value).sum());
        assertEquals(10_000, told.value("resilience_circuits", "join_point", "place_order", "state", "forced_open"));
        assertTrue(kit.metrics.text(TextFormat.PROMETHEUS).length() < 100_000);
        assertEquals(keys(told), keys(kit.scrape()), "those that are shown stay");
        breakers.force(Forced.RESET);
        breakers.force("NEW", Forced.OPEN);
        assertEquals(Set.of("NEW"), keys(kit.scrape()), "and give way when they are gone");
    }

    /** Join points and loops come and go with reloads and threads, in a seeded mess; what was counted is never less than before. */
    @Test
    void countersNeverFallNorVanish() {
        Random random = new Random(5);
        Map<Exposition.Series, Double> before = new HashMap<>();
        double calls = 0;
        for (int i = 0; i < 300; i++) {
            kit.joinPoint("p" + i, false);
        }
        List<JoinPointPart> all = List.copyOf(kit.joinPoints);
        for (int round = 0; round < 50; round++) {
            kit.joinPoints.clear();
            for (JoinPointPart part : all) {
                if (random.nextInt(3) > 0) {
                    kit.joinPoints.add(part);
                }
            }
            for (JoinPointPart part : kit.joinPoints) {
                int more = random.nextInt(3);
                ToldCalls.called(part.tally(), more);
                calls += more;
            }
            Exposition told = kit.scrape();
            before.forEach((series, value) -> assertTrue(
                    told.samples().getOrDefault(series, -1.0) >= value,
                    () -> series + " was " + value + " and is " + told.samples().get(series)));
            before.clear();
            told.samples().forEach((series, value) -> {
                if (series.name().endsWith("_total")) {
                    before.put(series, value);
                }
            });
            double sum = told.all("resilience_calls_total").values().stream()
                    .mapToDouble(each -> each)
                    .sum();
            assertEquals(calls, sum, "nothing is lost among what is too many");
        }
    }

    @Test
    void aSourceThatBeginsAnewGoesOnAndOneThatIsALittleShortDoesNotFall() {
        double[] value = {0};
        CounterFamily family = new CounterFamily(
                "x_total", LabelNames.of("loop"), "Help.", points -> points.put(value[0], "a"), kit.log);
        double[][] steps = {{5, 5}, {7, 7}, {6, 7}, {7, 7}, {2, 9}, {3, 10}};
        for (double[] step : steps) {
            value[0] = step[0];
            assertEquals(
                    step[1],
                    ((CounterSnapshot) family.collect()).getDataPoints().get(0).getValue());
        }
    }
}
