package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.host.IdleHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.nio.file.Path;

/** Which policy is taken, what a broken one does, and that a host ends as it would without the agent. */
class StartAndEndIT {
    private static final String POLICY = """
            version: 1
            bot: ends
            join_points:
              plain: {on: io.resilienceagent.host.Calls#plain}
            guards:
              plain: [rate_limit: {calls: 100, within: 1s}]
            """;

    @ForkedJvm
    void theEnvironmentNamesThePolicyAndThenTheFolderHasIt(Jvm jvm, Jdks.Jdk jdk) {
        Path named = jvm.write("named.yaml", POLICY.replace("bot: ends", "bot: named"));
        Path folder = named.getParent();
        jvm.write("resilience.yaml", POLICY.replace("bot: ends", "bot: here"));
        GuardedRun byName = GuardedRun.wellEnded(
                jvm.withAgent("")
                        .environment("RESILIENCE_POLICY", named.toString())
                        .runningClass(IdleHost.class),
                folder);
        assertEquals("named", byName.status().path("bot").asText());
        GuardedRun here =
                GuardedRun.wellEnded(new Jvm(jdk, folder).withAgent("").runningClass(IdleHost.class), folder);
        assertEquals("here", here.status().path("bot").asText());
    }

    @ForkedJvm
    void withoutAPolicyTheHostDoesNotStart(Jvm jvm) {
        Jvm.Ended ended = jvm.withAgent("").runningClass(IdleHost.class).run();
        assertEquals(77, ended.exitCode(), ended::toString);
        assertEquals("", ended.out());
        assertTrue(ended.err().contains("resilience.yaml") && ended.err().contains("NOT started"), ended::err);
    }

    @ForkedJvm
    void aRequestIsNoArgumentOfAStart(Jvm jvm) {
        Jvm.Ended ended =
                jvm.withAgent("ask=request.json").runningClass(IdleHost.class).run();
        assertEquals(77, ended.exitCode(), ended::toString);
        assertTrue(ended.err().contains("ask= is for an attach"), ended::err);
    }

    @ForkedJvm
    void onErrorIgnoreStartsItUnguardedAndSaysSo(Jvm jvm) {
        Path broken = jvm.write("policy.yaml", "version: 1\nbot: b\njoin_ponts: {}\n");
        Jvm.Ended ended = jvm.withAgent("policy=" + broken + ",on_error=ignore")
                .runningClass(IdleHost.class)
                .run();
        assertEquals(0, ended.exitCode(), ended::toString);
        assertEquals("call=text\n", ended.out());
        assertTrue(ended.err().contains("UNGUARDED") && ended.err().contains("policy.yaml:3:"), ended::err);
    }

    @ForkedJvm(main = IdleHost.class, args = "exit", policy = POLICY, exitCode = 10)
    void itsExitCodeIsItsOwn(Jvm.Ended ended) {
        assertEquals("call=text\n", ended.out());
    }

    @ForkedJvm(main = IdleHost.class, args = "halt", policy = POLICY, exitCode = 3)
    void aHaltIsAHalt(Jvm.Ended ended) {
        assertEquals("call=text\n", ended.out());
    }

    @ForkedJvm(main = IdleHost.class, args = "throw", policy = POLICY, exitCode = 1, quiet = false)
    void anUncaughtExceptionIsTheHostsOwn(Jvm.Ended ended) {
        assertTrue(
                ended.foreignErrors().get(0).contains("java.lang.IllegalStateException: the host's own"), ended::err);
    }

    /** The last orders of a host that shuts down are guarded like all others. */
    @ForkedJvm(main = IdleHost.class, args = "hook", policy = POLICY)
    void aShutdownHookIsGuardedStill(Jvm.Ended ended) {
        assertEquals("call=text\nin the hook=text\n", ended.out());
    }
}
