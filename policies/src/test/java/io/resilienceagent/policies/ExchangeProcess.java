package io.resilienceagent.policies;

import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sample's exchange in a process of its own: it outlives the bots that crash. */
final class ExchangeProcess implements AutoCloseable {
    private static final String LISTENING = "exchange listening on ";

    private final Process process;
    private final Path ledger;
    private final String address;

    /** Starts it and waits until it listens. */
    ExchangeProcess(Path directory, String scenario, long seed) throws IOException {
        Files.createDirectories(directory);
        ledger = directory.resolve("ledger.jsonl");
        process = new Jvm(Jdks.all().get(0), directory)
                .with("-XX:TieredStopAtLevel=1")
                .running("-jar", BotRun.JAR.toString(), "exchange", "--port", "0")
                .running("--scenario", scenario, "--seed", Long.toString(seed), "--ledger", ledger.toString())
                .start();
        Path out = directory.resolve("stdout");
        Awaits.until(
                process, "the exchange listens", () -> Files.readString(out).endsWith("\n"));
        String line = Files.readString(out).strip();
        address = line.substring(line.indexOf(LISTENING) + LISTENING.length());
    }

    /** Where it listens. */
    String address() {
        return address;
    }

    /** The orders that it received so far. */
    List<Trade> ledger() {
        return Trade.ledger(ledger);
    }

    /** How many orders it received so far. */
    long ordersReceived() throws IOException {
        if (!Files.exists(ledger)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(ledger)) {
            return lines.count();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
