package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.policies.BotRun.Result;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of the runbook's example, on the sample bot: it hangs, is taken into safe mode, and comes back by itself. */
class SafeModeLifeIT {
    private static final Pattern FIELD = Pattern.compile("(\\w+)=(\\S+)");

    @TempDir
    private Path directory;

    static List<Jdks.Jdk> jdks() {
        return Jdks.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void aBotThatHungIsKeptFromTradingUntilItHasRecovered(Jdks.Jdk jdk) throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                bot: market-bot
                include: [%s]
                join_points: {tick: {every: 100ms, stall_after: 500ms}}
                state_machine: {cycle: 300ms, host_flag: com.example.marketbot.Bot#safeMode}
                """.formatted(BotRun.MARKET_BOT));
        BotRun bot = new BotRun(
                        jdk,
                        directory,
                        "--scenario=hang_sleep",
                        "--ticks=250",
                        "--tick=20ms",
                        "--hang-at=20",
                        "--hang-for=1500ms")
                .guardedBy(policy);
        Result result = bot.run();
        assertEquals(0, result.ended().exitCode(), result.ended().toString());

        List<String> log = result.ended()
                .err()
                .lines()
                .filter(line -> line.matches(
                        ".* (LOOP_GUARD_TIMEOUT|STATE_TRANSITION|RECOVERY_CYCLE_SUCCESS|TASK_DUMP_START) .*"))
                .toList();
        String story = String.join("\n", log);
        String stall = value(find(log, "LOOP_GUARD_TIMEOUT"), "incident_id");
        assertTrue(stall.startsWith("stall-"), story);

        String toSafeMode = find(log, "to=SAFE_MODE");
        assertTrue(toSafeMode.contains(" CRITICAL STATE_TRANSITION incident_id=state-"), toSafeMode);
        assertEquals("RUNNING", value(toSafeMode, "from"));
        assertEquals("loop_stall_detected", value(toSafeMode, "reason"));
        assertEquals("loop_guard", value(toSafeMode, "owner"));
        assertEquals(stall, value(toSafeMode, "cause_incident_id"));
        assertTrue(value(toSafeMode, "duration_in_old_state").matches("\\d+\\.\\d+"), toSafeMode);
        assertTrue(story.contains("TASK_DUMP_START incident_id=" + stall + " context=LOOP_GUARD_TIMEOUT"), story);
        assertTrue(
                story.contains(
                        "TASK_DUMP_START incident_id=" + value(toSafeMode, "incident_id") + " context=SAFE_MODE"),
                story);
        assertEquals(
                6,
                log.stream()
                        .filter(line -> line.contains(" RECOVERY_CYCLE_SUCCESS "))
                        .count(),
                story);
        assertEquals(
                List.of("RUNNING>SAFE_MODE", "SAFE_MODE>RECOVERING", "RECOVERING>RUNNING"),
                log.stream()
                        .filter(line -> line.contains(" STATE_TRANSITION "))
                        .map(line -> value(line, "from") + ">" + value(line, "to"))
                        .toList());

        JsonNode denied = result.status().at("/join_points/place_order/denied");
        assertEquals("RUNNING", bot.incidents().state().get("state").asText());
        assertTrue(denied.isObject(), result.status().toPrettyString());
        assertEquals("RUNNING", result.status().at("/state/state").asText());
    }

    private static String find(List<String> log, String what) {
        return log.stream()
                .filter(line -> line.contains(what))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + what + " in " + log));
    }

    private static String value(String line, String name) {
        Matcher field = FIELD.matcher(line);
        while (field.find()) {
            if (field.group(1).equals(name)) {
                return field.group(2);
            }
        }
        throw new AssertionError("no " + name + " in " + line);
    }
}
