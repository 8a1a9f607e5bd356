package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.host.EffectHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.util.List;

/** Every rule proves its effect: one that matched nothing in time, or cannot be woven, is told and stays visible. */
class EffectIT {
    private static final String POLICY = """
            version: 1
            bot: effect
            grace: 0s
            join_points:
              gone: {on: com.acme.elsewhere.Client#send}
              wild: {on: "com.acme.*#send"}
              late: {on: com.acme.late.Client#send, late: true}
              old: {on: io.resilienceagent.host.EffectHost$OfOld#call()}
              plain: {on: io.resilienceagent.host.Calls#plain}
            guards:
              gone: [safe_mode]
              plain: [safe_mode]
            """;

    @ForkedJvm
    void rulesWithoutEffectAreTold(Jvm jvm) {
        GuardedRun run = GuardedRun.of(jvm, EffectHost.class, POLICY);
        assertEquals("old", run.told().get("old"));
        String error = "RULE_WITHOUT_EFFECT: no loaded class matched";
        assertEquals(error, run.joinPoint("gone").path("error").asText());
        assertEquals(error, run.joinPoint("wild").path("error").asText());
        assertTrue(run.joinPoint("late").path("error").isMissingNode());
        // It was told when the grace time was over, and is no longer true.
        assertTrue(run.joinPoint("plain").path("error").isMissingNode());
        assertTrue(run.log("RULE_WITHOUT_EFFECT").stream().anyMatch(line -> line.contains("join_point=gone")));
        assertTrue(run.log("RULE_WITHOUT_EFFECT").stream().noneMatch(line -> line.contains("join_point=late")));
        List<String> unwoven = GuardedRun.texts(run.status().path("not_woven"));
        assertEquals(1, unwoven.size(), unwoven::toString);
        assertTrue(unwoven.get(0).contains("OfOld is of class file version 50, older than Java 7"), unwoven::toString);
    }
}
