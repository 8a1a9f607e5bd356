package io.resilienceagent.cli.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** The sample bot in a JVM of its own; it ends with the test. */
final class BotProcess implements AutoCloseable {
    /** The sample's policy. */
    static final Path POLICY =
            Path.of("..", "policies", "market-bot.yaml").toAbsolutePath().normalize();

    /** The sample's jar. */
    static final Path JAR =
            Path.of("..", "sample-bot", "target", "bot.jar").toAbsolutePath().normalize();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);

    /** One instruction, "allow", given to prctl(PR_SET_SECCOMP), after prctl(PR_SET_NO_NEW_PRIVS). */
    private static final String FILTER = """
            my $allow = pack("SCCL", 0x06, 0, 0, 0x7fff0000);
            my $program = pack("Sx6P", 1, $allow);
            syscall(157, 38, 1, 0, 0, 0) == 0 or die "no_new_privs: $!";
            syscall(157, 22, 2, $program) == 0 or die "seccomp: $!";
            exec @ARGV or die "exec: $!";
            """;

    private final Process process;
    private final Path directory;
    private long pid;

    private BotProcess(Process process, Path directory) {
        this.process = process;
        this.pid = process.pid();
        this.directory = directory;
    }

    /** Written there: the sample's policy with a loop whose stall is soon over, and with chaos. */
    static Path breakablePolicy(Path directory) throws IOException {
        return Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                bot: market-bot
                include: [%s]
                join_points: {tick: {every: 200ms, stall_after: 500ms}}
                state_machine: {cycle: 300ms, recovery_cycles: 1}
                chaos: {enabled: true}
                """.formatted(POLICY));
    }

    /** Started with the agent, which is ready, and with more arguments for the bot. */
    static BotProcess guarded(Jdks.Jdk jdk, Path directory, Path policy, String... botArguments) {
        BotProcess bot = started(new Jvm(jdk, directory).withAgent(policy.toString()), directory, botArguments);
        bot.until("the agent is ready", () -> bot.log().contains(" RESILIENCE_READY "));
        return bot;
    }

    /** Started without the agent, with these options of the JVM, and at work. */
    static BotProcess unguarded(Jdks.Jdk jdk, Path directory, String... jvmOptions) {
        BotProcess bot = started(new Jvm(jdk, directory).with(jvmOptions), directory);
        bot.until("the bot trades", () -> Files.exists(bot.ledger()) && Files.size(bot.ledger()) > 0);
        return bot;
    }

    /** Started without the agent, with a /tmp of its own below this directory, as PrivateTmp= makes one; for root. */
    static BotProcess withItsOwnTmp(Jdks.Jdk jdk, Path directory) throws IOException {
        Path tmp = Files.createDirectory(directory.resolve("tmp"));
        return launched(
                jdk, directory, "unshare", "-m", "sh", "-c", "mount --bind " + tmp + " /tmp && exec \"$@\"", "sh");
    }

    /** Started without the agent, in a namespace of processes of its own, as a container has one; for root. */
    static BotProcess inItsOwnPidNamespace(Jdks.Jdk jdk, Path directory) throws IOException {
        BotProcess bot = launched(jdk, directory, "unshare", "--pid", "--fork", "--kill-child");
        bot.pid = bot.process.children().findFirst().orElseThrow().pid();
        return bot;
    }

    /** Started without the agent, its system calls filtered, by a filter that allows them all; for x86-64. */
    static BotProcess withFilteredSystemCalls(Jdks.Jdk jdk, Path directory) throws IOException {
        return launched(jdk, directory, "perl", "-e", FILTER);
    }

    private static BotProcess launched(Jdks.Jdk jdk, Path directory, String... by) throws IOException {
        List<String> command = new ArrayList<>(List.of(by));
        command.add(jdk.java());
        command.addAll(arguments(directory));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("stderr").toFile())
                .start();
        BotProcess bot = new BotProcess(process, directory);
        bot.until("the bot trades", () -> Files.exists(bot.ledger()) && Files.size(bot.ledger()) > 0);
        return bot;
    }

    private static BotProcess started(Jvm jvm, Path directory, String... botArguments) {
        return new BotProcess(
                jvm.running(arguments(directory).toArray(String[]::new))
                        .running(botArguments)
                        .start(),
                directory);
    }

    private static List<String> arguments(Path directory) {
        return List.of(
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString(),
                "--ticks",
                "0",
                "--ledger",
                directory.resolve("ledger.jsonl").toString());
    }

    /** The JVM's own process. */
    long pid() {
        return pid;
    }

    Path state() {
        return directory.resolve("resilience-state");
    }

    Path ledger() {
        return directory.resolve("ledger.jsonl");
    }

    /** The orders that its exchange received so far, as its ledger has them: the truth. */
    List<JsonNode> orders() {
        if (!Files.exists(ledger())) {
            return List.of();
        }
        try {
            String text = Files.readString(ledger());
            List<JsonNode> orders = new ArrayList<>();
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                orders.add(JSON.readTree(line));
            }
            return orders;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it wrote to its error stream so far. */
    String log() {
        return text("stderr");
    }

    /** What it printed so far. */
    String out() {
        return text("stdout");
    }

    private String text(String name) {
        try {
            Path file = directory.resolve(name);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it is so, and fails at once when the bot ends before. */
    void until(String what, Callable<Boolean> isSo) {
        Awaitility.await(what).atMost(PATIENCE).pollInterval(LOOK).until(() -> {
            boolean alive = process.isAlive();
            if (isSo.call()) {
                return true;
            }
            if (!alive) {
                throw new AssertionError("the bot ended before: " + what + "\n" + log());
            }
            return false;
        });
    }

    /** Ends at once, as kill -9 does it. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
