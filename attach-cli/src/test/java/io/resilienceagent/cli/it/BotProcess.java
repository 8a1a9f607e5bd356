package io.resilienceagent.cli.it;

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

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Process process;
    private final Path directory;

    private BotProcess(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** Started with the agent, which is ready. */
    static BotProcess guarded(Jdks.Jdk jdk, Path directory, Path policy) {
        BotProcess bot = started(new Jvm(jdk, directory).withAgent(policy.toString()), directory);
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
        List<String> command = new ArrayList<>(
                List.of("unshare", "-m", "sh", "-c", "mount --bind " + tmp + " /tmp && exec \"$@\"", "sh"));
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

    private static BotProcess started(Jvm jvm, Path directory) {
        return new BotProcess(
                jvm.running(arguments(directory).toArray(String[]::new)).start(), directory);
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

    long pid() {
        return process.pid();
    }

    Path state() {
        return directory.resolve("resilience-state");
    }

    Path ledger() {
        return directory.resolve("ledger.jsonl");
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

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
