package io.resilienceagent.cli.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.cli.ScriptedAgent;
import io.resilienceagent.cli.chaos.ChaosAgent;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A command line in the foreground that goes away: politely, and not. */
class InterruptedIT {
    private static final String STRIKES =
            "\"state\":\"RUNNING\",\"why_ended\":null,\"verified_gone\":false,\"fired\":3,\"remaining_ms\":60000";
    private static final int INTERRUPTED = 130;
    private static final int KILLED = 137;

    @TempDir
    private Path directory;

    static Stream<Jdks.Jdk> jdks() {
        return Jdks.all().stream();
    }

    private Process inject(Jdks.Jdk jdk, Path socket) {
        Process cli = new Cli(jdk)
                .start(
                        directory.resolve("out"),
                        directory.resolve("err"),
                        "chaos",
                        "inject",
                        socket,
                        "cpu_bound_loop",
                        "--for",
                        "60s");
        Awaitility.await("it has fired")
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(directory.resolve("out")).contains("really fired"));
        return cli;
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void controlCStopsTheExperiment(Jdks.Jdk jdk) throws IOException, InterruptedException {
        Path socket = directory.resolve("control.sock");
        try (ScriptedAgent agent = new ChaosAgent(STRIKES).at(socket)) {
            Process cli = inject(jdk, socket);
            signal("INT", cli);
            assertEquals(INTERRUPTED, cli.exitValue());
            assertTrue(
                    agent.requests().stream()
                            .anyMatch(request -> request.contains("chaos.stop") && request.contains("chaos-00000001")),
                    agent.requests().toString());
            assertTrue(Files.readString(directory.resolve("err")).contains("chaos-00000001 stopped"));
        }
    }

    /** Nothing can be said any more: the agent sees that the connection is gone. */
    @ParameterizedTest
    @MethodSource("jdks")
    void killedItHangsUp(Jdks.Jdk jdk) throws IOException, InterruptedException {
        Path socket = directory.resolve("control.sock");
        try (ScriptedAgent agent = new ChaosAgent(STRIKES).at(socket)) {
            Process cli = inject(jdk, socket);
            signal("KILL", cli);
            assertEquals(KILLED, cli.exitValue());
            Awaitility.await("the agent sees it").atMost(Duration.ofSeconds(60)).until(() -> agent.requests()
                    .contains("(hung up)"));
        }
    }
}
