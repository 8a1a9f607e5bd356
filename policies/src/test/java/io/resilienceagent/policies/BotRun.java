package io.resilienceagent.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One run of the sample bot in a JVM of its own, described first and then started. */
final class BotRun {
    /** The policy that is shipped for the sample bot. */
    static final Path MARKET_BOT = Path.of("market-bot.yaml").toAbsolutePath();

    /** The sample bot, as the build made it. */
    static final Path JAR =
            Path.of("..", "sample-bot", "target", "bot.jar").toAbsolutePath().normalize();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final Jvm jvm;

    /** @param directory where it runs and leaves what it writes; the same for two runs is the same bot started again */
    BotRun(Jdks.Jdk jdk, Path directory, String... botArguments) {
        try {
            this.directory = Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The first compiler alone makes short runs shorter, and changes nothing of what is tested.
        this.jvm = new Jvm(jdk, directory)
                .with("-XX:TieredStopAtLevel=1")
                .running("-jar", JAR.toString())
                .running("--ledger", ledgerFile().toString())
                .running(botArguments);
    }

    private BotRun(Path directory, Jvm jvm) {
        this.directory = directory;
        this.jvm = jvm;
    }

    /** A run on an exchange of another process, and with a memory that outlives it. */
    static BotRun onExchange(Jdks.Jdk jdk, Path directory, ExchangeProcess exchange, String... botArguments) {
        Jvm jvm = new Jvm(jdk, directory)
                .with("-XX:TieredStopAtLevel=1")
                .running("-jar", JAR.toString())
                .running("--exchange", exchange.address(), "--data", "shared_data")
                .running(botArguments);
        return new BotRun(directory, jvm);
    }

    /** With the agent, given these arguments: mostly the path of a policy. */
    BotRun guardedBy(Object agentArguments) {
        jvm.withAgent(agentArguments.toString());
        return this;
    }

    /** With more arguments for the bot. */
    BotRun arguments(String... more) {
        jvm.running(more);
        return this;
    }

    /** With more options of the JVM. */
    BotRun with(String... jvmOptions) {
        jvm.with(jvmOptions);
        return this;
    }

    /** With an environment variable. */
    BotRun environment(String name, String value) {
        jvm.environment(name, value);
        return this;
    }

    /** Starts it and waits for its end. */
    Result run() {
        Jvm.Ended ended = jvm.run();
        return new Result(ended, Trade.ledger(ledgerFile()), status());
    }

    /** Starts it. */
    Process start() {
        return jvm.start();
    }

    /** What it wrote to its error stream so far: the agent's log. */
    String log() {
        return text(directory.resolve("stderr"));
    }

    /** What it printed so far. */
    String out() {
        return text(directory.resolve("stdout"));
    }

    /** The orders that the embedded exchange received so far. */
    List<Trade> ledger() {
        return Trade.ledger(ledgerFile());
    }

    /** How things are by the agent's account; an empty object where there is none. */
    JsonNode status() {
        Path file = directory.resolve("resilience-state").resolve("status.json");
        try {
            return Files.exists(file) ? JSON.readTree(Files.readString(file)) : JSON.createObjectNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the agent left of incidents. */
    IncidentFiles incidents() {
        return new IncidentFiles(directory.resolve("resilience-state"));
    }

    private Path ledgerFile() {
        return directory.resolve("ledger.jsonl");
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is left of a run. */
    record Result(Jvm.Ended ended, List<Trade> ledger, JsonNode status) {
        /** The bot's own summary, its last line. */
        JsonNode summary() {
            String last = ended.out().lines().reduce("", (before, line) -> line);
            try {
                return JSON.readTree(last);
            } catch (IOException e) {
                throw new AssertionError("the bot did not sum up its run: " + ended, e);
            }
        }

        long duplicates() {
            return ledger.stream().filter(Trade::duplicate).count();
        }

        long nakedSells() {
            return ledger.stream().filter(Trade::naked).count();
        }

        /** Executed orders in their order. */
        List<String> executed() {
            return Trade.executed(ledger);
        }
    }
}
