package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The drills that are shipped, on a shortened clock: the sample bot passes with its guards, and without them it fails for the
 * right reasons.
 */
@Execution(ExecutionMode.CONCURRENT)
class DrillIT {
    private static final Path CLI = Path.of("..", "attach-cli", "target", "attach-cli.jar")
            .toAbsolutePath()
            .normalize();
    private static final Path BREAK_IT = Path.of("break-it.yaml").toAbsolutePath();
    private static final Path DRILLS = Path.of("drills").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Jdks.Jdk OLD = Jdks.all().get(0);
    private static final Jdks.Jdk NEW = Jdks.all().get(1);

    /** Six answers are lost before the circuits open: of so many ticks these are fewer than five in a hundred. */
    private static final String FASTER = "12";

    @TempDir
    private Path directory;

    private record Drilled(Jvm.Ended ended, JsonNode findings, Path out) {
        Set<String> failed() {
            Set<String> failed = new TreeSet<>();
            for (JsonNode scenario : findings.path("scenarios")) {
                if (!scenario.path("passed").asBoolean()) {
                    failed.add(scenario.path("scenario").asText());
                }
            }
            return failed;
        }

        List<JsonNode> of(String rule) {
            return findings.findParents("rule").stream()
                    .filter(finding -> finding.path("rule").asText().equals(rule))
                    .toList();
        }
    }

    private boolean isWell() throws IOException {
        try (ControlLine line = new ControlLine(directory)) {
            return line.result("state", "{}").path("state").asText().equals("RUNNING")
                    && !line.result("metrics", "{}").path("text").asText().contains("\nresilience_circuit_open{");
        }
    }

    private Drilled drill(Jdks.Jdk jdk, String mode, String name) throws Exception {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                bot: market-bot
                mode: %s
                include: [%s]
                state_machine: {cycle: 500ms}
                """.formatted(mode, BREAK_IT));
        BotRun bot = new BotRun(jdk, directory, "--ticks=0", "--tick=20ms", "--timeout=250ms").guardedBy(policy);
        Process process = bot.start();
        try {
            Awaits.until(process, "the bot trades", () -> bot.ledger().size() > 5);
            Awaits.until(process, "the bot is well", this::isWell);
            Path out = directory.resolve("drill");
            Jvm.Ended ended = new Jvm(jdk, Files.createDirectories(directory.resolve("cli")))
                    .with("-XX:TieredStopAtLevel=1")
                    .running("-jar", CLI.toString(), "drill", Long.toString(process.pid()))
                    .running(DRILLS.resolve(name + ".yaml").toString(), "--out", out.toString())
                    // A machine that tests three bots at once is noisy.
                    .running("--faster", FASTER, "--resolution", "80ms")
                    .run();
            // Where nothing is answered, the agent's own question what became of an order is not answered either.
            assertFalse(bot.log().replace(" ERROR LOOKUP_ERROR ", "").contains(" ERROR "), bot.log());
            return new Drilled(ended, JSON.readTree(out.resolve("findings.json").toFile()), out);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void assertPassed(Drilled drilled, int scenarios) throws IOException {
        assertEquals(0, drilled.ended.exitCode(), drilled.ended::toString);
        assertTrue(drilled.findings.path("passed").asBoolean());
        assertEquals(scenarios, drilled.findings.path("scenarios").size());
        assertEquals(0, drilled.findings.path("findings").size(), drilled.findings::toPrettyString);
        assertTrue(drilled.ended.out().contains(scenarios + " of " + scenarios + " scenarios passed."));
        assertTrue(Files.readString(drilled.out.resolve("report.html"))
                .contains("all " + scenarios + " scenarios passed"));
        assertTrue(Files.readString(drilled.out.resolve("report.md")).contains("All that was expected held."));
        try (var runs = Files.list(drilled.out.resolve("runs"))) {
            assertEquals(scenarios, runs.count());
        }
    }

    @Test
    void theGuardedBotPassesTheDrillOfSeedTwo() throws Exception {
        assertPassed(drill(NEW, "enforce", "seed-2"), 11);
    }

    @Test
    void theGuardedBotPassesTheDrillOfSeedOne() throws Exception {
        assertPassed(drill(OLD, "enforce", "seed-1"), 6);
    }

    /** The guards only say what they would do. */
    @Test
    void theUnguardedBotFailsTheDrillOfSeedTwoForTheRightReasons() throws Exception {
        Drilled drilled = drill(OLD, "shadow", "seed-2");
        assertEquals(6, drilled.ended.exitCode(), drilled.ended::toString);
        assertTrue(drilled.failed().containsAll(Set.of("exch_429", "rate_limit_storm")), drilled.failed()::toString);
        assertFalse(drilled.failed().contains("mem_pressure"), drilled.failed()::toString);
        JsonNode off = drilled.of("GUARDS_OFF").get(0);
        assertEquals("high", off.path("severity").asText());
        assertTrue(off.path("evidence").toString().contains("exch_429: the guards would have denied "), off::toString);
        JsonNode hammers = drilled.of("DRILL_EXPECTATION").stream()
                .filter(finding ->
                        finding.path("title").asText().startsWith("exch_429: per_tick(mm_chaos_injections_total"))
                .findFirst()
                .orElseThrow();
        assertTrue(
                hammers.path("recommendation").asText().startsWith("The bot hammers on an exchange that says 429."),
                hammers::toString);
        assertTrue(hammers.path("evidence").toString().contains("CIRCUIT_OPEN"), hammers::toString);
        assertTrue(drilled.ended.out().contains("exch_429               FAILED  struck "), drilled.ended::out);
    }
}
