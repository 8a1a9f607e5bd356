package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.host.Await;
import io.resilienceagent.host.LateLoopHost;
import io.resilienceagent.testing.ControlLine;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** What watches loops begins when the first one is met, and costs a host that never has one nothing. */
class LateLoopIT {
    private static final String POLICY = """
            version: 1
            bot: late
            join_points:
              tick: {on: "io.resilienceagent.host.%s", kind: loop, stall_after: 300ms}
            """;
    private static final String LATE = POLICY.formatted("LateLoopHost$Late#tick");
    private static final String PLAIN = POLICY.formatted("Calls#plain");
    private static final String RECORDER = "resilience-flight";

    /** The host at work. */
    private record Running(Process process, Path directory) implements AutoCloseable {
        static Running start(Jvm jvm) throws Exception {
            Path directory = jvm.write("policy.yaml", LATE).getParent();
            jvm.withAgent("policy.yaml").runningClass(LateLoopHost.class);
            Running host = new Running(jvm.start(), directory);
            host.await("the host's main", () -> host.out().contains("call="));
            host.await("the agent's door", host::isOpen);
            return host;
        }

        void await(String what, Callable<Boolean> condition) throws Exception {
            Await.until(what, () -> {
                assertTrue(process.isAlive(), this::err);
                return condition.call();
            });
        }

        private boolean isOpen() {
            try {
                control().close();
                return true;
            } catch (IOException notYet) {
                return false;
            }
        }

        String out() throws IOException {
            return Files.readString(directory.resolve("stdout"));
        }

        String err() {
            try {
                return Files.readString(directory.resolve("stderr"));
            } catch (IOException unreadable) {
                return unreadable.toString();
            }
        }

        void say(String line) throws IOException {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        String threads() throws Exception {
            long told = toldThreads().size();
            say("threads");
            await("the threads", () -> toldThreads().size() > told);
            return toldThreads().get((int) told);
        }

        private List<String> toldThreads() throws IOException {
            return out().lines()
                    .filter(line -> line.startsWith("threads=") && line.endsWith("]"))
                    .toList();
        }

        void reload(String policy) throws IOException {
            Files.writeString(directory.resolve("policy.yaml"), policy);
            try (ControlLine control = control()) {
                control.result("reload", "{}");
            }
        }

        /** Whether the agent's own recording can be written down. */
        boolean records() throws IOException {
            try (ControlLine control = control()) {
                return control.ask("record.dump", "{}").has("result");
            }
        }

        private ControlLine control() throws IOException {
            return new ControlLine(directory.resolve("resilience-state"));
        }

        void end() throws Exception {
            process.getOutputStream().close();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue(), this::err);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** At its end an agent has done all that it had begun: so what was not loaded by then, never was. */
    @ForkedJvm
    void aLoopThatIsNeverMetCostsNoRecorder(Jvm jvm) throws Exception {
        Path log = jvm.write("classes.log", "");
        try (Running host = Running.start(jvm.with("-Xlog:class+load:file=" + log))) {
            host.reload(LATE + "# the same in other words\n");
            String threads = host.threads();
            assertFalse(threads.contains(RECORDER) || threads.contains("resilience-checker"), threads);
            assertFalse(host.records());
            host.end();
            List<String> loaded = Files.readAllLines(log);
            assertTrue(loaded.stream().anyMatch(line -> line.contains("io.resilienceagent.loop.LoopTable")));
            assertEquals(
                    List.of(),
                    loaded.stream()
                            .filter(line -> line.contains(" jdk.jfr.") || line.contains(" io.resilienceagent.dump."))
                            .toList());
        }
    }

    @ForkedJvm
    void theFirstLoopThatIsMetIsWatchedAtOnce(Jvm jvm) throws Exception {
        try (Running host = Running.start(jvm)) {
            assertFalse(host.threads().contains(RECORDER));
            host.say("tick");
            host.await("the stall of the first tick", () -> host.err().contains("LOOP_GUARD_TIMEOUT"));
            host.await("a recording", host::records);
            String threads = host.threads();
            assertTrue(threads.contains(RECORDER) && threads.contains("resilience-checker"), threads);
            host.end();
        }
    }

    /** The class of the other loop is woven already when the reload makes it one. */
    @ForkedJvm
    void aReloadMayBringALoopThatIsThereAlready(Jvm jvm) throws Exception {
        try (Running host = Running.start(jvm)) {
            assertFalse(host.threads().contains(RECORDER));
            host.reload(PLAIN.replace("kind: loop, stall_after: 300ms", "kind: query"));
            assertFalse(host.records());
            host.reload(PLAIN);
            host.await("a recording", host::records);
            host.reload(PLAIN.replace("kind: loop, stall_after: 300ms", "kind: query"));
            host.await("none without loops", () -> !host.records());
            host.reload(LATE);
            assertFalse(host.records());
            host.say("tick");
            host.await("a recording again", host::records);
            host.end();
        }
    }

    /** A loop that is told by its thread: the agent's detector finds it. */
    @ForkedJvm
    void aThreadThatIsALoopIsMetWhenItIsFound(Jvm jvm) throws Exception {
        try (Running host = Running.start(jvm)) {
            host.reload("""
                    version: 1
                    bot: late
                    loops: {threads: {late: "loop*"}}
                    """);
            assertFalse(host.records());
            host.say("tick");
            host.await("a recording", host::records);
            host.end();
        }
    }
}
