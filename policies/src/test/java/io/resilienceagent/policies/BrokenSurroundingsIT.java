package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bot hangs, or is stopped by hand, while the disk, the control file or the process itself lets it down. */
class BrokenSurroundingsIT {
    @TempDir
    private Path directory;

    static List<Jdks.Jdk> jdks() {
        return Jdks.all();
    }

    private BotRun bot(Jdks.Jdk jdk, String... arguments) throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                bot: market-bot
                include: [%s]
                join_points: {tick: {every: 100ms, stall_after: 500ms}}
                state_machine: {cycle: 200ms}
                """.formatted(BotRun.MARKET_BOT));
        return new BotRun(jdk, directory, arguments)
                .arguments("--tick=20ms", "--ticks=0")
                .guardedBy(policy);
    }

    private Path state() {
        return directory.resolve("resilience-state");
    }

    private static long told(BotRun bot, String words) {
        return bot.log().lines().filter(line -> line.contains(words)).count();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void anIncidentThatTheDiskDoesNotTakeIsKeptUntilThereIsRoom(Jdks.Jdk jdk) throws Exception {
        try (SmallDisk disk = new SmallDisk(state().resolve("incidents"))) {
            disk.fill();
            BotRun bot = bot(jdk, "--scenario=hang_lock", "--hang-at=20", "--hang-for=2s");
            Process process = bot.start();
            try {
                Awaits.until(process, "the hang is told", () -> told(bot, " LOOP_GUARD_TIMEOUT ") == 1);
                Awaits.until(process, "that it is kept", () -> told(bot, " INCIDENT_KEPT_IN_MEMORY ") > 0);
                Awaits.until(process, "orders are denied", () -> told(bot, "code=SAFE_MODE") > 0);
                assertEquals(List.of(), bot.incidents().ofKind("stall"));
                disk.makeRoom();
                Awaits.until(
                        process,
                        "it is written",
                        () -> bot.incidents().ofKind("stall").size() == 1);
                Awaits.until(process, "the bot recovers", () -> told(bot, " to=RUNNING ") == 1);
            } finally {
                process.destroyForcibly().waitFor();
            }
            JsonNode stall = bot.incidents().ofKind("stall").get(0);
            assertEquals("LOCK_WAIT", stall.get("cause").asText(), stall.toPrettyString());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void whateverTheControlFileIsTheBotStopsTradingAndGoesOnWithoutIt(Jdks.Jdk jdk) throws Exception {
        BotRun bot = bot(jdk);
        Path control = state().resolve("safe_mode");
        byte[] garbage = new byte[10 << 20];
        new Random(1).nextBytes(garbage);
        Process process = bot.start();
        try {
            Awaits.until(process, "orders are sent", () -> !bot.ledger().isEmpty());
            // To open a pipe that nobody writes to would wait for ever.
            run("mkfifo", control.toString());
            stopped(bot, process, 1);
            Files.delete(control);
            recovered(bot, process, 1);
            Files.write(control, garbage);
            stopped(bot, process, 2);
            Files.delete(control);
            recovered(bot, process, 2);
            Files.writeString(control, "news at 14:30\n");
            stopped(bot, process, 3);
            Awaits.until(process, "an order is denied", () -> told(bot, "code=SAFE_MODE") > 2);
            Awaits.until(process, "the reason is told", () -> told(bot, "news at 14:30") > 0);
            long queries = calls(bot, "balances");
            Awaits.until(process, "queries pass", () -> calls(bot, "balances") > queries);
            for (String passing : List.of("balances", "open_orders", "cancel_order")) {
                assertEquals(
                        0,
                        bot.status().at("/join_points/" + passing + "/denied").size(),
                        passing);
            }
            Files.delete(control);
            recovered(bot, process, 3);
            long sent = bot.ledger().size();
            Awaits.until(process, "orders are sent again", () -> bot.ledger().size() > sent);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertEquals(List.of(), bot.incidents().ofKind("stall"));
    }

    private static long calls(BotRun bot, String joinPoint) {
        return bot.status().at("/join_points/" + joinPoint + "/calls").asLong();
    }

    private static void stopped(BotRun bot, Process process, int times) {
        Awaits.until(process, "SAFE_MODE " + times, () -> told(bot, " to=SAFE_MODE ") == times);
    }

    private static void recovered(BotRun bot, Process process, int times) {
        Awaits.until(process, "RUNNING " + times, () -> told(bot, " to=RUNNING ") == times);
    }

    private static void run(String... command) throws Exception {
        assertEquals(0, new ProcessBuilder(command).start().waitFor());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void aBotThatWasKilledWhileItHungIsStillInSafeModeAfterwards(Jdks.Jdk jdk) throws Exception {
        BotRun hanging = bot(jdk, "--scenario=hang_lock", "--hang-at=20", "--hang-for=50s");
        Process first = hanging.start();
        JsonNode before;
        try {
            Awaits.until(first, "SAFE_MODE", () -> savedState().equals("SAFE_MODE"));
            Awaits.until(
                    first, "the dump", () -> hanging.incidents().ofKind("stall").size() == 1);
            before = hanging.incidents().state();
        } finally {
            first.destroyForcibly().waitFor();
        }
        Path stall = hanging.incidents()
                .file(hanging.incidents().ofKind("stall").get(0), "summary.json")
                .getParent();
        Path halfDump = Files.writeString(stall.resolve(".task-dump.json.7.part"), "{ \"incident_id\"");
        Path halfState = Files.writeString(state().resolve("state.json.next"), "{");

        BotRun again = bot(jdk);
        Process second = again.start();
        try {
            Awaits.until(second, "the state is restored", () -> told(again, " STATE_RESTORED ") == 1);
            assertTrue(again.log().contains(before.get("incident_id").asText()), again.log());
            Awaits.until(second, "it recovers", () -> told(again, " to=RUNNING ") == 1);
            Awaits.until(second, "that is saved", () -> savedState().equals("RUNNING"));
        } finally {
            second.destroyForcibly().waitFor();
        }
        assertFalse(Files.exists(halfDump));
        assertFalse(Files.exists(halfState));
        assertEquals(1, again.incidents().ofKind("stall").size());
    }

    private String savedState() throws IOException {
        Path file = state().resolve("state.json");
        return Files.exists(file)
                ? new IncidentFiles(state()).state().get("state").asText()
                : "";
    }
}
