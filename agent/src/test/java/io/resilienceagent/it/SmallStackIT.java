package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.host.Await;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.nio.file.Path;

/**
 * The recursion in a thread whose stack is smaller than it is deep elsewhere: it stays away from its end, the host never hears of
 * an overflow, and the agent tells each stall. Each style comes twice, since a class that was initialized at the end of a stack is
 * broken only for the next one who asks.
 */
class SmallStackIT {
    private static final String POLICY = """
            version: 1
            bot: busy
            chaos: {enabled: true}
            join_points:
              tick: {on: io.resilienceagent.host.BusyWork#tick, kind: loop, stall_after: 300ms}
            """;

    @ForkedJvm(jvmArgs = "-Dbusy.stack=184320")
    void theOverflowStaysWithTheFault(Jvm jvm) throws Exception {
        Path policy = jvm.write("policy.yaml", POLICY);
        Path state = policy.resolveSibling("state");
        try (Attached host = Attached.start(jvm)) {
            host.attach("policy=" + policy + ",state=" + state);
            try (BrokenHost control = new BrokenHost(state)) {
                for (int round = 0; round < 2; round++) {
                    for (String style : new String[] {"recursion", "completions"}) {
                        descend(host, control, style);
                    }
                }
                JsonNode status = control.status();
                assertEquals("[]", status.get("failures").toString());
            }
            Await.until("the stalls are told", () -> stalls(host) == 4);
            assertFalse(host.errors().contains("ASSERTION FAILED"), host.errors());
            host.attach("detach");
            assertEquals("0 ", host.ask("stop").get("wrong"));
            assertEquals(0, host.end());
        }
    }

    private static void descend(Attached host, BrokenHost control, String style) throws Exception {
        String id = control.injectOnce("recursive_await", 1000, "{\"style\":\"" + style + "\"}");
        Await.until(
                "it is gone", () -> control.experiment(id).get("verified_gone").asBoolean());
        JsonNode over = control.experiment(id);
        // Its one strike lasts for its time; which of the two is noted first does not matter.
        assertTrue(over.get("why_ended").asText().matches("deadline|count"), over::toString);
        assertEquals(1, over.get("fired").asInt(), over::toString);
        long ticks = host.figure("counts", "ticks");
        Await.until("the loop goes on", () -> host.figure("counts", "ticks") > ticks);
    }

    private static long stalls(Attached host) throws Exception {
        return host.errors()
                .lines()
                .filter(line -> line.contains(" LOOP_GUARD_TIMEOUT ") && line.contains("loop=tick"))
                .count();
    }
}
