package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.host.Await;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The agent leaves while it is breaking the host: the fault ends at once, though it would have lasted for ten minutes, by the host's
 * own count; its bytecode is its own again, and nothing of ours is left.
 */
class ChaosDetachIT {
    private static final int QUESTIONS = 4;
    private static final String RECORDER = hex("jdk/jfr/internal/");
    private static final String OURS = hex("ResilienceBridge");
    private static final String POLICY = """
            version: 1
            bot: busy
            chaos: {enabled: true}
            join_points:
              query: {on: io.resilienceagent.host.BusyClient#query, kind: query}
              tick: {on: io.resilienceagent.host.BusyWork#tick, kind: loop, stall_after: 500ms}
            guards:
              query: [rate_limit: {calls: 1000000000, within: 1s}]
            """;

    /** Something that is broken, and what of the host's counts stands still meanwhile. */
    private record Break(String type, String target, String options, String stands) {
        static Break stall(String type, String options) {
            return new Break(type, "tick", options, "ticks");
        }
    }

    private static final List<Break> BREAKS = List.of(
            Break.stall("cross_lock_deadlock", "{}"),
            Break.stall("sync_io_block", "{}"),
            Break.stall("cpu_bound_loop", "{}"),
            Break.stall("recursive_await", "{}"),
            Break.stall("recursive_await", "{\"style\":\"completions\"}"),
            new Break("lat_spike_ms", "query", "{\"ms\":3000000}", "queries"));

    @ForkedJvm(jvmArgs = "-Xmx96m")
    void theHostGoesOnAsItWas(Jvm jvm) throws Exception {
        Path policy = jvm.write("policy.yaml", POLICY);
        Path state = policy.resolveSibling("state");
        String arguments = "policy=" + policy + ",state=" + state;
        try (Attached host = Attached.start(jvm)) {
            Map<String, String> classes = host.classes();
            Map<String, String> untouched = host.jdkClasses();
            // What the JVM itself begins with the first agent, and keeps.
            host.attach(arguments);
            host.awaitRecorder();
            host.attach("detach");
            Map<String, String> jdk = host.jdkClasses();
            untouched.forEach((name, bytes) -> assertOnlyOfTheRecorder(name, bytes, jdk.get(name)));
            Map<String, String> threads = host.ask("threads");
            for (Break each : BREAKS) {
                host.attach(arguments);
                breakAndLeave(host, state, each);
                assertEquals(classes, host.classes(), each::toString);
                Await.until("no thread more after " + each, () -> host.ask("threads")
                        .equals(threads));
            }
            breakTheProcess(host, arguments, state, jdk);
            assertEquals(classes, host.classes());
            assertEquals(jdk, host.jdkClasses());
            Await.until("no thread more", () -> host.ask("threads").equals(threads));
            Await.until("no loader of an agent left", () -> host.figure("loaders", "loaders") == 0);
            Map<String, String> counts = host.ask("stop");
            assertEquals("0 ", counts.get("wrong"));
            assertEquals(counts.get("asked"), counts.get("answered"));
            assertEquals(0, host.end());
        }
    }

    /**
     * The flight recorder of JDK 17 weaves its own events into the JDK's channels when it first begins, and leaves them there;
     * that of JDK 25 weaves nothing.
     */
    private static void assertOnlyOfTheRecorder(String name, String before, String after) {
        boolean recorded = !before.contains(RECORDER) && after.contains(RECORDER);
        assertTrue(before.equals(after) || (recorded && !after.contains(OURS)), name);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void breakAndLeave(Attached host, Path state, Break how) throws Exception {
        try (BrokenHost control = new BrokenHost(state)) {
            String id = control.inject(how.type(), how.target(), how.options());
            if (how.target().equals("tick")) {
                control.awaitFired(id); // latency is counted when it is over
            }
            Await.until("it stands: " + how, () -> stands(host, how));
            if (how.equals(BREAKS.get(0))) {
                Await.until(
                        "the stall is told",
                        () -> control.status().at("/loops/tick/stalled").asBoolean());
            }
            long stands = host.figure("counts", how.stands());
            assertEquals("RUNNING", control.experiment(id).get("state").asText());
            JsonNode detached = host.attach("detach");
            assertEquals("[]", detached.path("notes").toString(), how::toString);
            Await.until("the host goes on after " + how, () -> host.figure("counts", how.stands()) > stands + 10);
        }
    }

    /** Whether nothing moves in the time of some questions. */
    private static boolean stands(Attached host, Break how) throws Exception {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < QUESTIONS; i++) {
            seen.add(host.figure("counts", how.stands()));
        }
        return seen.size() == 1;
    }

    /** What is no call of the host's: the JDK's sockets are woven, and its memory is taken. */
    private static void breakTheProcess(Attached host, String arguments, Path state, Map<String, String> jdk)
            throws Exception {
        host.attach(arguments);
        try (BrokenHost control = new BrokenHost(state)) {
            control.inject("net_loss", "jdk-socket", "{\"port\":1}");
            control.awaitFired(control.inject("mem_pressure", "", "{\"level\":\"low\"}"));
            assertNotEquals(jdk, host.jdkClasses());
            assertEquals("[]", host.attach("detach").path("notes").toString());
        }
    }
}
