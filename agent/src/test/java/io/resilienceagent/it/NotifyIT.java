package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.host.NotifyHost;
import io.resilienceagent.host.RoomAgent;
import io.resilienceagent.systemd.NotifyReceiver;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** JNA in the agent's own loader: systemd hears from it, and the host notices nothing, on each JDK. */
class NotifyIT {
    private static final List<String> HEARD = List.of("READY=1", "WATCHDOG=1", "RELOADING=1");

    private static Map<String, String> told(Jvm jvm, String classPath, String... arguments) {
        Path directory = jvm.write("empty", "").getParent();
        // An abstract name: the directory's path may be too long for a socket's.
        String address =
                "@" + directory.getFileName() + "-" + ProcessHandle.current().pid();
        Path agent = HostJars.jar(
                directory.resolve("room.jar"), HostJars.premain(RoomAgent.class.getName()), RoomAgent.class);
        try (NotifyReceiver receiver = new NotifyReceiver(address)) {
            jvm.environment("NOTIFY_SOCKET", address)
                    .with("-javaagent:" + agent + "=" + Jvm.AGENT)
                    .running("-cp", classPath + File.pathSeparator + Jvm.AGENT)
                    .running(NotifyHost.class.getName())
                    .running(arguments);
            GuardedRun run = GuardedRun.wellEnded(jvm, directory);
            assertEquals("", run.ended().err());
            assertEquals(
                    HEARD,
                    receiver.received().stream().map(m -> m.split("\n", 2)[0]).toList());
            return run.told();
        }
    }

    private static void assertHostIsAsItWas(Map<String, String> told) {
        assertEquals("SENT", told.get("ready"), told::toString);
        assertEquals("true", told.get("properties kept"));
        assertEquals("OwnLogManager", told.get("log manager"));
        assertEquals("true", told.get("our jna is ours"));
        assertEquals("0", told.get("files left"));
        assertEquals("false", told.get("processes started"));
    }

    /** Newer JVMs warn of native code that nobody allowed: ours is allowed, and the host's is not by the way. */
    @ForkedJvm
    void aPlainHostSeesNothingOfIt(Jvm jvm, Jdks.Jdk jdk) {
        Map<String, String> told = told(jvm, HostJars.classPath());
        assertHostIsAsItWas(told);
        assertEquals(jdk.version() >= 24 ? "false" : null, told.get("leave of the host"));
    }

    @ForkedJvm
    void aJvmThatForbidsNativeCodeIsNoObstacle(Jvm jvm, Jdks.Jdk jdk) {
        if (jdk.version() >= 24) {
            jvm.with("--illegal-native-access=deny");
        }
        assertHostIsAsItWas(told(jvm, HostJars.classPath()));
    }

    /** The host's JNA, of another version, is loaded after ours... */
    @ForkedJvm
    void aHostLoadsItsOwnJnaAfterOurs(Jvm jvm, Jdks.Jdk jdk) {
        assertBothWork(jvm, jdk, "second");
    }

    /** ...or before. */
    @ForkedJvm
    void aHostHasLoadedItsOwnJnaBeforeOurs(Jvm jvm, Jdks.Jdk jdk) {
        assertEquals("true", assertBothWork(jvm, jdk, "first").get("process before"));
    }

    private static Map<String, String> assertBothWork(Jvm jvm, Jdks.Jdk jdk, String order) {
        if (jdk.version() >= 24) {
            // The host's own affair, agent or not: its JNA is from before JVMs asked.
            jvm.with("--enable-native-access=ALL-UNNAMED");
        }
        Map<String, String> told = told(jvm, HostJars.classPath("jna"), order);
        assertEquals("true", told.get("process"));
        assertTrue(told.get("jna").startsWith("5.2.0"), told::toString);
        assertEquals("SENT", told.get("ready"));
        assertEquals("true", told.get("properties kept"));
        assertEquals("true", told.get("our jna is ours"));
        return told;
    }
}
