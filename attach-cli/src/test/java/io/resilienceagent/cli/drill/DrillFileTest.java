package io.resilienceagent.cli.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.cli.Trouble;
import io.resilienceagent.report.rule.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrillFileTest {
    private static final String HEAD = "version: 1\ndrill: kit\nscenarios:\n";

    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("drill.yaml"), text);
    }

    private List<String> problems(String text) throws IOException {
        Path file = file(text);
        Trouble wrong = assertThrows(Trouble.class, () -> DrillFile.read(file));
        assertEquals("DRILL_REJECTED", wrong.code());
        return wrong.getMessage()
                .lines()
                .skip(1)
                .map(line -> line.replace(file + ":", ""))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed-1", "seed-2"})
    void thoseThatAreShippedAreRead(String name) {
        Drill drill = DrillFile.read(Path.of("..", "policies", "drills", name + ".yaml"));
        assertEquals(name, drill.name());
        assertEquals(name.equals("seed-2") ? 11 : 6, drill.scenarios().size());
        assertEquals(Optional.of("tick"), drill.loop());
    }

    @Test
    void everyKeyIsRead() throws IOException {
        Drill drill = DrillFile.read(file("""
                version: 1
                drill: kit
                loop: tick
                deadline: 100ms
                resolution: 7ms
                settle: 20s
                baseline: 3s
                recovery: 40s
                expect: [recovery_ticks <= 3]
                scenarios:
                  - name: one
                    about: a sentence
                    inject: {type: net_loss, target: jdk-http, percent: 30.5, seed: -2, count: 9, burst: 1s/3s,
                             options: {as: timeout, ms: 20, sure: true, text: "20"}}
                    for: 10s
                    expect:
                      - {that: p95 < 1s, else: do something, severity: high}
                  - name: two
                    inject:
                      - {type: clock_skew_ms}
                      - {type: dns_flap}
                    for: 1m
                    baseline: 1s
                    recovery: 2s
                    common: false
                """));
        assertEquals(Optional.of(Duration.ofMillis(100)), drill.deadline());
        assertEquals(Duration.ofMillis(7), drill.resolution());
        assertEquals(Duration.ofSeconds(20), drill.settle());
        Scenario one = drill.scenarios().get(0);
        assertEquals("a sentence", one.about());
        assertEquals(Duration.ofSeconds(3), one.baseline());
        assertEquals(Duration.ofSeconds(40), one.recovery());
        assertEquals(
                List.of("recovery_ticks <= 3", "p95 < 1s"),
                one.expectations().stream().map(Expectation::text).toList());
        assertEquals(Severity.HIGH, one.expectations().get(1).severity());
        assertEquals("do something", one.expectations().get(1).advice());
        assertEquals(
                "{\"type\":\"net_loss\",\"duration_ms\":10000,\"hold\":true,\"target\":\"jdk-http\",\"percent\":30.5,\"seed\":-2,"
                        + "\"count\":9,\"burst_on_ms\":1000,\"burst_off_ms\":3000,"
                        + "\"options\":{\"as\":\"timeout\",\"ms\":20,\"sure\":true,\"text\":\"20\"}}",
                one.faults().get(0).arguments(one.lasts()).toString());
        Scenario two = drill.scenarios().get(1);
        assertEquals(2, two.faults().size());
        assertEquals(List.of(), two.expectations());
        assertEquals(Duration.ofSeconds(2), two.recovery());
        assertEquals(Duration.ofSeconds(53 + 63), drill.atMost());
    }

    @Test
    void fasterIsShorter() throws IOException {
        Drill drill = DrillFile.read(
                file(HEAD + "  - {name: a, inject: {type: x, burst: 10s/30s}, for: 60s, baseline: 20s, recovery: 5s}"));
        Scenario fast = drill.faster(10).scenarios().get(0);
        assertEquals(Duration.ofSeconds(6), fast.lasts());
        assertEquals(Duration.ofSeconds(2), fast.baseline());
        assertEquals(Duration.ofMillis(500), fast.recovery());
        assertEquals(
                Duration.ofSeconds(1),
                fast.faults().get(0).burst().orElseThrow().on());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 1:1: found an empty file, expected a drill",
                "'[1, 2]' | 1:1: found a list, expected keys with values",
                "'version: 1\ndrill: [' | expected YAML 1.2",
                "'version: 2\ndrill: a\nscenarios: [{name: a, inject: {type: x}, for: 1s}]' | 1:10: version: found '2', expected 1",
                "'version: 1\njoin_points: {}' | 1:1: found a policy, expected a drill",
                "'version: 1\ninclude: [x]\nchaos: {}' | 1:1: found a policy, expected a drill",
                "'version: 1\ndrill: ../x\nscenarios: [{name: a, inject: {type: x}, for: 1s}]' | 2:8: drill: found '../x', expected a name",
                "'version: 1\ndrill: a' | 1:1: found 0 scenarios, expected 1 to 99",
                "'version: 1\ndrill: a\ndrill: b\nscenarios: [{name: a, inject: {type: x}, for: 1s}]' | 3:1: found the key 'drill' twice",
                "'version: 1\ndrill: a\nscenario: []' | 3:1: found the key 'scenario', expected one of"
            })
    void whatIsWrongWithAFileIsNamedWithItsPlace(String text, String expected) throws IOException {
        List<String> problems = problems(text);
        assertTrue(problems.stream().anyMatch(line -> line.contains(expected)), problems::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{inject: {type: x}, for: 1s}                    | 4:5: found no 'name', expected one",
                "{name: a, for: 1s}                              | 4:5: found no 'inject', expected the fault",
                "{name: a, inject: {}, for: 1s}                  | 4:23: found no 'type', expected one",
                "{name: a, inject: {type: x}}                    | 4:5: found no 'for', expected one",
                "{name: a, inject: {type: x}, for: 0s}           | 4:39: for: found 0s, expected more than nothing",
                "{name: a, inject: {type: x}, for: soon}         | 4:39: for: 'soon' is no time",
                "{name: a, inject: {type: x, percent: 101}, for: 1s} | percent: found '101', expected a number from 0 to 100",
                "{name: a, inject: {type: x, seed: y}, for: 1s}  | seed: found 'y', expected a whole number",
                "{name: a, inject: {type: x, burst: 3s}, for: 1s}| burst: found '3s', expected ON/OFF",
                "{name: a, inject: {type: x, options: 3}, for: 1s}| found '3', expected keys with values",
                "{name: a, inject: {type: [x]}, for: 1s}         | type: found a list, expected a single value",
                "{name: a, inject: {type: x, tpye: y}, for: 1s}  | found the key 'tpye', expected one of burst, count",
                "{name: a, inject: {type: x}, for: 1s, expect: p95 < 1s} | expect: found 'p95 < 1s', expected a list",
                "{name: a, inject: {type: x}, for: 1s, expect: [p95 < 1]} | 4:52: found '1', expected a time such as 250ms",
                "{name: a, inject: {type: x}, for: 1s, expect: [{else: x}]} | 4:52: found no 'that'",
                "{name: a, inject: {type: x}, for: 1s, expect: [{that: ticks > 0, severity: bad}]} | expected high, medium or low",
                "{name: a, inject: {type: x}, for: 1s, common: no} | common: found 'no', expected true or false"
            })
    void whatIsWrongWithAScenarioIsNamedWithItsPlace(String scenario, String expected) throws IOException {
        List<String> problems = problems(HEAD + "  - " + scenario + "\n");
        assertTrue(problems.stream().anyMatch(line -> line.contains(expected)), problems::toString);
    }

    @Test
    void allProblemsAreToldAtOnceInTheirOrder() throws IOException {
        List<String> problems = problems(HEAD + """
                  - {name: a, inject: {type: x}, for: never, expect: [p96 < 1s]}
                  - {name: a, inject: {type: x}, for: 1s, until: 3}
                """);
        assertEquals(4, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("4:"), problems::toString);
        assertTrue(problems.get(2).startsWith("5:5: found a second scenario 'a'"), problems::toString);
    }

    @Test
    void aFileThatCannotBeRead() throws IOException {
        Trouble none = assertThrows(Trouble.class, () -> DrillFile.read(directory.resolve("none.yaml")));
        assertEquals("DRILL_UNREADABLE", none.code());
        Path bytes = Files.write(directory.resolve("bytes"), new byte[] {(byte) 0xff, 0, 1});
        assertThrows(Trouble.class, () -> DrillFile.read(bytes));
        Path large = Files.write(directory.resolve("large"), new byte[(1 << 20) + 1]);
        assertTrue(assertThrows(Trouble.class, () -> DrillFile.read(large))
                .getMessage()
                .contains("more than 1 MiB"));
    }

    /** A few lines that would grow to billions of scenarios. */
    @Test
    void aFileThatExplodes() throws IOException {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            text.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append(", *a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertTrue(!problems(text.toString()).isEmpty());
    }
}
