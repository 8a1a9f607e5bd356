package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.host.IdleHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The agent's directory: where it is, whose it is, and that two bots never share one. */
class StateIT {
    private static final String POLICY = """
            version: 1
            bot: state
            join_points:
              plain: {on: io.resilienceagent.host.Calls#plain}
            guards:
              plain: [rate_limit: {calls: 100, within: 1s}]
            """;

    @ForkedJvm
    void allThatTheAgentWritesIsItsOwnersAlone(Jvm jvm) throws IOException {
        Path state = GuardedRun.of(jvm, IdleHost.class, POLICY).directory().resolve("resilience-state");
        assertEquals("rwx------", rights(state));
        try (Stream<Path> all = Files.walk(state)) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            assertTrue(files.contains(state.resolve("status.json")), files::toString);
            assertTrue(files.contains(state.resolve("lock")), files::toString);
            for (Path file : files) {
                assertEquals("rw-------", rights(file), file::toString);
            }
        }
    }

    @ForkedJvm
    void argumentsThenThePolicyThenSystemd(Jvm byArgument, Jdks.Jdk jdk) {
        Path policy = byArgument.write("policy.yaml", POLICY + "state: by-policy\n");
        Path plain = byArgument.write("plain.yaml", POLICY);
        Path folder = policy.getParent();
        byArgument.environment("STATE_DIRECTORY", folder.resolve("by-systemd").toString());
        GuardedRun.wellEnded(
                byArgument.withAgent("policy=" + policy + ",state=by-argument").runningClass(IdleHost.class), folder);
        assertEquals(List.of("by-argument"), states(folder));
        Jvm byPolicy = new Jvm(jdk, folder).withAgent(policy.toString()).runningClass(IdleHost.class);
        GuardedRun.wellEnded(byPolicy.environment("STATE_DIRECTORY", "by-systemd"), folder);
        assertEquals(List.of("by-argument", "by-policy"), states(folder));
        Jvm bySystemd = new Jvm(jdk, folder).withAgent(plain.toString()).runningClass(IdleHost.class);
        GuardedRun.wellEnded(
                bySystemd.environment("STATE_DIRECTORY", folder.resolve("by-systemd") + ":/other"), folder);
        assertEquals(List.of("by-argument", "by-policy", "by-systemd"), states(folder));
    }

    @ForkedJvm
    void theSecondJvmNamesTheFirstAndLeaves(Jvm first, Jdks.Jdk jdk) throws Exception {
        Path policy = first.write("policy.yaml", POLICY);
        Path folder = policy.getParent();
        Process holder = first.withAgent(policy.toString())
                .runningClass(IdleHost.class, "wait")
                .start();
        try {
            Awaitility.await()
                    .until(() -> Files.readString(folder.resolve("stdout")).contains("call=text"));
            Path elsewhere = Files.createDirectory(folder.resolve("second"));
            Jvm.Ended second = new Jvm(jdk, elsewhere)
                    .withAgent("policy=" + policy + ",state=" + folder.resolve("resilience-state"))
                    .runningClass(IdleHost.class)
                    .run();
            assertEquals(77, second.exitCode(), second::toString);
            assertEquals("", second.out());
            assertTrue(second.err().contains("is held by process " + holder.pid()), second::err);
        } finally {
            holder.getOutputStream().close();
            assertEquals(0, holder.waitFor());
        }
        // Given back, however it ended.
        GuardedRun.wellEnded(new Jvm(jdk, folder).withAgent(policy.toString()).runningClass(IdleHost.class), folder);
    }

    private static List<String> states(Path folder) {
        return Stream.of("by-argument", "by-policy", "by-systemd", "resilience-state")
                .filter(name -> Files.exists(folder.resolve(name).resolve("status.json")))
                .toList();
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
