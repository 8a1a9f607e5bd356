package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.resilienceagent.host.NestingHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Given through {@code JAVA_TOOL_OPTIONS}, the agent meets the JDK's own tools too, and leaves them alone. */
class JdkToolsIT {
    private static final Path SCRIPT = Path.of("src", "test", "resources", "hosts", "source", "Script.java")
            .toAbsolutePath();

    /** Were a tool guarded, it would end here: there is no such policy. */
    @ForkedJvm
    void toolsRunAsEver(Jvm unused, Jdks.Jdk jdk) throws Exception {
        tool(jdk, "", "javac", "-version");
        tool(jdk, "", "javap", "-version");
        tool(jdk, "", "jcmd", "-l");
        tool(jdk, "", "jps");
        tool(jdk, "", "keytool", "-help");
        tool(jdk, "", "jar", "--version");
        String out = tool(jdk, "System.out.println(\"sum=\" + (40 + 2))\n/exit\n", "jshell", "-s", "-");
        assertEquals(
                "sum=42",
                out.lines().filter(line -> line.startsWith("sum=")).findFirst().orElse(out));
    }

    @ForkedJvm
    void anOrdinaryProgramIsGuarded(Jvm jvm) {
        Path policy = jvm.write("policy.yaml", policy("io.resilienceagent.host.Calls#outer"));
        jvm.environment("JAVA_TOOL_OPTIONS", "-javaagent:" + Jvm.AGENT + "=" + policy);
        Jvm.Ended ended = jvm.runningClass(NestingHost.class).run();
        GuardedRun run = new GuardedRun(ended, policy.getParent());
        assertEquals("CallDeniedException RATE_LIMITED", run.told().get("second"), ended::toString);
        // The JVM itself says what it picked up.
        assertEquals(
                List.of("Picked up JAVA_TOOL_OPTIONS"),
                ended.foreignErrors().stream()
                        .map(line -> line.split(":", 2)[0])
                        .toList());
    }

    /** {@code java Script.java} starts the compiler first, and is a bot all the same. */
    @ForkedJvm
    void aProgramThatIsOneSourceFileIsGuarded(Jvm jvm) {
        GuardedRun run = GuardedRun.ofHost(jvm.running(SCRIPT.toString()), policy("Script#send"));
        assertEquals(Map.of("1", "sent A", "2", "RATE_LIMITED"), run.told());
    }

    private static String policy(String on) {
        return """
                version: 1
                bot: tools
                join_points:
                  send: {on: %s}
                guards:
                  send: [rate_limit: {calls: 1, within: 1h}]
                """.formatted(on);
    }

    private static String tool(Jdks.Jdk jdk, String input, String name, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(jdk.home().resolve("bin").resolve(name).toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_TOOL_OPTIONS", "-javaagent:" + Jvm.AGENT + "=policy=missing.yaml");
        Process process = builder.redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> name + ": " + out);
        assertFalse(out.lines().anyMatch(line -> line.startsWith("resilience:") || line.contains("RESILIENCE")), out);
        return out;
    }
}
