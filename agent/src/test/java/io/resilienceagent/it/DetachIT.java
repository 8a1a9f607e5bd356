package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.host.Await;
import io.resilienceagent.testing.ControlLine;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Agents come to a bot at work and leave it again, without a trace and without a call lost. {@code -Ddetach.cycles=100} has
 * them come more often.
 */
class DetachIT {
    private static final int CYCLES = Integer.getInteger("detach.cycles", 8);
    /** In bytes, for each cycle: what a retransformation costs the JVM for good, and much more than was ever seen. */
    private static final long MOST_METASPACE = 400_000;

    static final String POLICY = """
            version: 1
            bot: busy
            join_points:
              query: {on: io.resilienceagent.host.BusyClient#query, kind: query}
              limited: {on: io.resilienceagent.host.BusyClient#limited}
              later: {on: io.resilienceagent.host.BusyClient#answerLater, kind: query}
              order: {on: io.resilienceagent.host.BusyClient#order, kind: order, bind: {symbol: arg0, side: arg1, quantity: arg2}}
              tick: {on: io.resilienceagent.host.BusyWork#tick, kind: loop, every: 1s, stall_after: 5s}
            guards:
              query: [circuit_breaker: {failures: 3, within: 60s, open_for: 120s}, rate_limit: {calls: 1000000000, within: 1s}]
              limited: [rate_limit: {calls: 1, within: 1h}]
              later: [retry: {attempts: 3, backoff: 100ms}, timeout: 30s]
              order: [safe_mode, idempotency: {key: [symbol, side, quantity], within: 1s, durability: os}]
            state_machine: {host_flag: io.resilienceagent.host.BusyClient#safeMode}
            """;

    @ForkedJvm
    void aBusyHostIsLeftAsItWas(Jvm jvm, Jdks.Jdk jdk) throws Exception {
        Path policy = jvm.write("policy.yaml", POLICY);
        try (Attached host = Attached.start(jvm)) {
            Map<String, String> classes = host.classes();
            host.attach("policy=" + policy + ",state=" + policy.resolveSibling("state"));
            assertNotEquals(classes, host.classes());
            host.awaitRecorder();
            host.attach("detach");
            assertEquals(classes, host.classes());
            cycle(host, policy);
            Map<String, String> threads = host.ask("threads");
            long metaspace = metaspace(host);
            long begun = System.nanoTime();
            for (int i = 2; i < CYCLES; i++) {
                cycle(host, policy);
            }
            long millis = (System.nanoTime() - begun) / 1_000_000 / Math.max(1, CYCLES - 2);
            Await.until("no loader of an agent left", () -> host.figure("loaders", "loaders") == 0);
            assertEquals(classes, host.classes());
            assertEquals(threads, host.ask("threads"));
            long grown = (metaspace(host) - metaspace) / Math.max(1, CYCLES - 2);
            System.out.println(
                    jdk + ": " + CYCLES + " cycles, " + millis + " ms each, metaspace " + grown + " bytes more each");
            assertTrue(grown < MOST_METASPACE, () -> "metaspace grows by " + grown + " bytes a cycle");
            Map<String, String> counts = host.ask("stop");
            assertEquals("0 ", counts.get("wrong"));
            assertEquals(
                    Long.parseLong(counts.get("asked")),
                    Long.parseLong(counts.get("answered")) + Long.parseLong(counts.get("denied")));
            assertEquals(counts.get("answered"), counts.get("reached"));
            assertEquals(0, host.end());
        }
    }

    private static void cycle(Attached host, Path policy) throws Exception {
        long denied = host.figure("counts", "denied");
        Path state = policy.resolveSibling("state");
        JsonNode attached = host.attach("policy=" + policy + ",state=" + state);
        assertEquals("attached", attached.path("action").asText(), attached::toString);
        scrape(state);
        Await.until("a denial", () -> host.figure("counts", "denied") > denied);
        JsonNode detached = host.attach("detach");
        assertEquals("detached", detached.path("action").asText(), detached::toString);
        assertEquals("[]", detached.path("notes").toString());
        long through = host.figure("counts", "let through");
        Await.until("no denial any more", () -> host.figure("counts", "let through") > through);
    }

    /** What is loaded for those who ask alone has to go like all else. */
    private static void scrape(Path state) throws IOException {
        try (ControlLine control = new ControlLine(state)) {
            String text = control.result("metrics", "{}").path("text").asText();
            assertTrue(text.contains("resilience_"), text);
        }
    }

    private static long metaspace(Attached host) throws Exception {
        host.ask("loaders");
        Map<String, String> pools = host.ask("metaspace");
        return pools.values().stream().mapToLong(Long::parseLong).sum();
    }
}
