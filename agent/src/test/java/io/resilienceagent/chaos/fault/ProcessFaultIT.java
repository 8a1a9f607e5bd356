package io.resilienceagent.chaos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;

/** Faults that strike the process as a whole, in processes of their own. */
class ProcessFaultIT {
    private static final int KILLED = 128 + 9;

    @ForkedJvm(jvmArgs = "-Xmx96m")
    void aHostThatNeedsItsMemoryGetsItInSpiteOfThePressure(Jvm jvm) {
        assertRuns(running(jvm, MemoryHost.class));
    }

    @ForkedJvm(jvmArgs = {"-Xmx96m", "-XX:+UseParallelGC"})
    void withTheParallelCollectorToo(Jvm jvm) {
        assertRuns(running(jvm, MemoryHost.class));
    }

    private static void assertRuns(Jvm.Ended ended) {
        assertEquals(0, ended.exitCode(), ended::toString);
        assertTrue(ended.out().contains("alive=true") && ended.out().contains("gone=true"), ended::toString);
    }

    @ForkedJvm
    void killedByTheKernel(Jvm jvm) {
        Jvm.Ended ended = running(jvm, KillHost.class, "sigkill");
        assertEquals(KILLED, ended.exitCode(), ended::toString);
        assertFalse(ended.out().contains("peace"), ended::toString);
    }

    @ForkedJvm
    void haltedWithACode(Jvm jvm) {
        Jvm.Ended ended = running(jvm, KillHost.class, "halt");
        assertEquals(9, ended.exitCode(), ended::toString);
        assertFalse(ended.out().contains("peace"), ended::toString);
    }

    @ForkedJvm
    void sparedAtTheLastMoment(Jvm jvm) {
        Jvm.Ended ended = running(jvm, KillHost.class, "spared");
        assertEquals(0, ended.exitCode(), ended::toString);
        assertTrue(ended.out().contains("peace=true"), ended::toString);
    }

    /** With the classes of the agent on the class path: the faults alone are tried. */
    private static Jvm.Ended running(Jvm jvm, Class<?> main, String... arguments) {
        return jvm.with("-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading")
                .running("-cp", System.getProperty("java.class.path"), main.getName())
                .running(arguments)
                .run();
    }
}
