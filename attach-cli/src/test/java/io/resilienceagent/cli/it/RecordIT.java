package io.resilienceagent.cli.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recordings of a bot that hangs and recovers, asked for on the command line. */
class RecordIT {
    private static final Set<String> KINDS = Set.of(
            "LoopTick",
            "LoopLag",
            "LoopStall",
            "StateTransition",
            "CallDenied",
            "CircuitTransition",
            "OrderOutcome",
            "FaultInjected",
            "TaskDump",
            "Recovery",
            "Probe");

    @TempDir
    private Path directory;

    static Stream<Jdks.Jdk> jdks() {
        return Jdks.all().stream();
    }

    private static Map<String, List<RecordedEvent>> events(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("resilience."))
                .collect(Collectors.groupingBy(
                        event -> event.getEventType().getName().substring("resilience.".length())));
    }

    private static Path path(Cli.Ended ended) {
        assertEquals(0, ended.exit(), ended.err());
        return Path.of(ended.json().path("path").asText());
    }

    /** All kinds of events, by a bot that is broken on purpose, in one recording of two that run at once. */
    @ParameterizedTest
    @MethodSource("jdks")
    void everyKindOfEventIsRecorded(Jdks.Jdk jdk) throws IOException {
        Cli cli = new Cli(jdk);
        try (BotProcess bot = BotProcess.guarded(jdk, directory, BotProcess.breakablePolicy(directory))) {
            path(cli.run("record", "start", bot.pid(), "--name", "close", "--settings", "profile", "--json"));
            Path usual = path(cli.run("record", "start", bot.pid(), "--json"));
            bot.until("orders are sent", () -> Files.exists(bot.ledger()) && Files.size(bot.ledger()) > 0);
            Cli.Ended chaos = cli.run("chaos", "inject", bot.pid(), "cpu_bound_loop", "--for", "1s", "--json");
            assertEquals(0, chaos.exit(), chaos.err());
            bot.until("it recovered", () -> bot.log().contains("to=RUNNING"));
            assertEquals(0, cli.run("breaker", "open", bot.pid(), "place_order").exit());
            bot.until("all kinds are recorded", () -> {
                Path dumped = path(cli.run("record", "dump", bot.pid(), "--name", "close", "--json"));
                return events(dumped).keySet().containsAll(KINDS);
            });
            Path fetched = directory.resolve("mine.jfr");
            Cli.Ended stopped = cli.run("record", "stop", bot.pid(), "--name", "close", "--out", fetched);
            assertEquals(0, stopped.exit(), stopped.err());
            assertTrue(stopped.out().startsWith("close: " + fetched), stopped.out());
            itTellsOneStory(events(fetched));
            Map<String, List<RecordedEvent>> other = events(path(cli.run("record", "stop", bot.pid(), "--json")));
            assertTrue(Files.size(usual) > 0);
            // The JVM records for all what one of them asks for.
            assertTrue(other.keySet().containsAll(KINDS), other.keySet()::toString);
            assertFalse(bot.log().contains("FLIGHT_RECORDER_MISSING"), bot::log);
        }
    }

    /** What follows from what is told by the names of incidents. */
    private static void itTellsOneStory(Map<String, List<RecordedEvent>> events) {
        RecordedEvent fault = events.get("FaultInjected").get(0);
        assertEquals("cpu_bound_loop tick", fault.getString("type") + " " + fault.getString("target"));
        RecordedEvent stall = events.get("LoopStall").stream()
                .filter(each -> fault.getString("incidentId").equals(each.getString("causeIncidentId")))
                .findFirst()
                .orElseThrow();
        assertTrue(stall.getDuration("limit").toMillis() == 500, stall::toString);
        assertTrue(stall.getInstant("stuckSince").isBefore(stall.getStartTime()), stall::toString);
        RecordedEvent safe = events.get("StateTransition").stream()
                .filter(each -> stall.getString("incidentId").equals(each.getString("causeIncidentId")))
                .findFirst()
                .orElseThrow();
        assertEquals("SAFE_MODE", safe.getString("to"));
        RecordedEvent dump = events.get("TaskDump").stream()
                .filter(each -> stall.getString("incidentId").equals(each.getString("incidentId")))
                .findFirst()
                .orElseThrow();
        assertTrue(dump.getLong("fileSize") > 0 && dump.getInt("totalTasks") > 0, dump::toString);
        for (String kind : List.of("Recovery", "Probe")) {
            assertTrue(
                    events.get(kind).stream()
                            .anyMatch(each -> safe.getString("incidentId").equals(each.getString("incidentId"))),
                    kind);
        }
        RecordedEvent forced = events.get("CircuitTransition").stream()
                .filter(each -> each.getString("to").equals("FORCED_OPEN"))
                .findFirst()
                .orElseThrow();
        assertEquals("place_order", forced.getString("joinPoint"));
        assertTrue(events.get("CallDenied").stream()
                .anyMatch(each -> each.getString("code").equals("CIRCUIT_OPEN")));
        RecordedEvent order = events.get("OrderOutcome").get(0);
        assertEquals("place_order", order.getString("joinPoint"));
        assertTrue(order.getDuration("took").toNanos() > 0 && order.getLong("orderId") > 0, order::toString);
        RecordedEvent tick = events.get("LoopTick").get(0);
        assertTrue(tick.getLong("ticks") > 0 && tick.getDuration("sampledOver").toMillis() >= 1000, tick::toString);
        // The first sample may come before a tick has ended that was timed.
        assertTrue(events.get("LoopTick").stream()
                .map(each -> each.getDuration("runTime"))
                .anyMatch(time -> !time.isNegative() && !time.isZero()));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void oneThatEndsByItselfIsFetchedAndOneOfABotThatEndsIsKept(Jdks.Jdk jdk) throws Exception {
        Cli cli = new Cli(jdk);
        Path fetched = directory.resolve("mine.jfr");
        try (BotProcess bot = BotProcess.guarded(jdk, directory, BotProcess.POLICY)) {
            Cli.Ended waited = cli.run("record", "start", bot.pid(), "--for", "1s", "--out", fetched);
            assertEquals(0, waited.exit(), waited.err());
            assertTrue(waited.out().contains("manual: " + fetched + " ("), waited.out());
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(fetched)));
            assertFalse(RecordingFile.readAllEvents(fetched).isEmpty());
            long bytes = Files.size(fetched);
            assertEquals(
                    2, cli.run("record", "dump", bot.pid(), "--out", fetched).exit());
            assertEquals(bytes, Files.size(fetched), "nothing is written over");
            Cli.Ended none = cli.run("record", "stop", bot.pid(), "--json");
            assertEquals(1, none.exit());
            assertEquals(
                    "NO_SUCH_RECORDING", none.json().path("error").path("code").asText());

            bot.until(
                    "the agent's own recording runs",
                    () -> cli.run("record", "dump", bot.pid()).exit() == 0);
            Path last = path(cli.run("record", "start", bot.pid(), "--name", "last", "--json"));
            assertEquals(0, Files.size(last));
            JsonNode listed =
                    cli.run("record", "list", bot.pid(), "--json").json().path("recordings");
            assertEquals(1, listed.size(), listed.toString());
            assertEquals("RUNNING", listed.path(0).path("state").asText());
            new ProcessBuilder("kill", "-TERM", Long.toString(bot.pid()))
                    .start()
                    .waitFor();
            Awaitility.await("the bot's end").atMost(Duration.ofSeconds(60)).until(() -> ProcessHandle.of(bot.pid())
                    .map(it -> !it.isAlive())
                    .orElse(true));
            assertFalse(RecordingFile.readAllEvents(last).isEmpty());
        }
    }
}
