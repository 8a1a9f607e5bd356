package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.host.CountingAgent;
import io.resilienceagent.host.GapHost;
import io.resilienceagent.host.ReloadHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.nio.file.Path;
import java.util.Map;

/** A policy changes under a running host: a rule without touching a class, the join points with one transformation. */
class ReloadIT {
    private static final String POLICY = """
            version: 1
            bot: reload
            join_points:
              client: {on: io.resilienceagent.host.Calls#client}
            guards:
              client: [rate_limit: {calls: 1, within: 1h}]
            """;

    @ForkedJvm
    void classesAreTouchedOnlyWhenTheJoinPointsChange(Jvm jvm) {
        Path policy = jvm.write("policy.yaml", POLICY);
        Path counting =
                HostJars.jar(policy.resolveSibling("counting.jar"), HostJars.premain(CountingAgent.class.getName()));
        jvm.withAgent(policy.toString()).with("-javaagent:" + counting).runningClass(ReloadHost.class);
        GuardedRun run = GuardedRun.wellEnded(jvm, policy.getParent());
        assertEquals(
                Map.of(
                        "first", "client sent A",
                        "first again", "CallDeniedException RATE_LIMITED",
                        "transformed by a changed rule", "0",
                        "plain, unguarded", "text",
                        "policy in force stays", "true",
                        "transformed by changed join points", "1",
                        "client, no longer guarded", "client sent A"),
                run.told(),
                run.ended()::err);
        assertEquals(2, run.log("POLICY_RELOADED").size(), run.ended()::err);
        assertEquals(1, run.log("POLICY_REJECTED").size(), run.ended()::err);
        assertEquals("[]", run.status().path("reload_problems").toString());
    }

    /** A duplicate order needs no more than one instant without a guard. */
    @ForkedJvm
    void noCallComesThroughWhileThePolicyIsReloaded(Jvm jvm) {
        jvm.write("STOP.TXT", "");
        GuardedRun run = GuardedRun.of(jvm, GapHost.class, """
                version: 1
                bot: gap
                shared_data: .
                join_points:
                  plain: {on: io.resilienceagent.host.Calls#plain}
                guards:
                  plain: [safe_mode]
                """);
        assertEquals(Map.of("came through", "0"), run.told());
        assertEquals(10, run.log("POLICY_RELOADED").size(), run.ended()::err);
    }
}
