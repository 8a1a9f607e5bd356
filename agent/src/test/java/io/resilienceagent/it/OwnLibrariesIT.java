package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.host.OwnLibrariesHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.util.Map;

/** A host whose ASM, Byte Buddy, Jackson and JNA are years older than the agent's works with its own. */
class OwnLibrariesIT {
    private static final String POLICY = """
            version: 1
            bot: libraries
            join_points:
              client: {on: io.resilienceagent.host.Calls#client}
            guards:
              client: [rate_limit: {calls: 1, within: 1h}]
            """;

    @ForkedJvm
    void itsLibrariesStayItsOwn(Jvm jvm, Jdks.Jdk jdk) {
        // The old Byte Buddy knows JDK 19 at most, and says so; with its own switch it goes on. The old JNA, on a JVM
        // that asks for it, needs leave to call native code. Both are the host's own affairs, agent or not.
        jvm.with("-Dnet.bytebuddy.experimental=true");
        if (jdk.version() >= 24) {
            jvm.with("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
        }
        jvm.running(
                        "-cp",
                        HostJars.classPath(
                                "asm", "byte-buddy", "jackson-core", "jackson-annotations", "jackson-databind", "jna"))
                .running(OwnLibrariesHost.class.getName());
        GuardedRun run = GuardedRun.ofHost(jvm, POLICY);
        Map<String, String> told = run.told();
        assertEquals("50", told.get("classes 1"));
        assertEquals("50", told.get("classes 2"));
        assertEquals("2", told.get("asm 1"));
        assertEquals("2", told.get("asm 2"));
        assertEquals("1.5", told.get("json 1"));
        assertEquals("1.5", told.get("json 2"));
        assertEquals("true", told.get("process 1"));
        assertEquals("true", told.get("process 2"));
        assertEquals("client sent A", told.get("call 1"));
        assertEquals("CallDeniedException RATE_LIMITED", told.get("call 2"));
        assertEquals("byte-buddy.jar", told.get("byte buddy").split(" ", 2)[0]);
        assertEquals("asm.jar 9.2", told.get("asm"));
        assertEquals("jackson-databind.jar 2.10.5", told.get("jackson"));
        assertEquals("jna.jar 5.2.0 (b0)", told.get("jna"));
        assertEquals("null", told.get("nexus switch"));
    }
}
