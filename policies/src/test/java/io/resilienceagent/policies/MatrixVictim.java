package io.resilienceagent.policies;

import io.resilienceagent.testing.Jvm;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A host in a JVM of its own, and what it says of itself. */
final class MatrixVictim implements Closeable {
    private static final String BOT = """
            version: 1
            bot: market-bot
            join_points:
              place_order: {on: com.example.marketbot.Trader#placeOrder}
              tick: {on: com.example.marketbot.MarketAnalysisLoop#tick, kind: loop, stall_after: 20s}
            chaos: {enabled: true, clock: com.example.marketbot.SignedHttp}
            """;

    private static final String HOST = """
            version: 1
            bot: matrix-host
            join_points:
              tick: {on: io.resilienceagent.policies.MatrixHost#tick, kind: loop, every: 100ms, stall_after: %s}
              balances:
                on: io.resilienceagent.policies.MatrixHost#balances
                kind: query
                observe: {positions: return}
            state_machine: {cycle: 100ms}
            chaos: {enabled: true}
            """;

    private final MatrixRow row;
    private final Path directory;
    private final BotRun bot;
    private final Process process;
    private int seenLines;

    /** Starts it, on a JDK; with the agent attached when it is at work already, where the mode says so. */
    MatrixVictim(MatrixRow row, MatrixMode mode, Path directory, String... ports) throws Exception {
        this.row = row;
        this.directory = Files.createDirectories(directory);
        boolean isBot = row.probe().equals("bot");
        Path policy = Files.writeString(
                directory.resolve("policy.yaml"), isBot ? BOT : HOST.formatted(row.isStall() ? "700ms" : "20s"));
        String options = "-XX:+EnableDynamicAgentLoading";
        if (isBot) {
            bot = new BotRun(mode.jdk(), directory, "--ticks=0", "--tick=20ms").with(options);
            process = mode.attached() ? bot.start() : bot.guardedBy(policy).start();
        } else {
            bot = null;
            Jvm jvm = new Jvm(mode.jdk(), directory)
                    .with(options, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m")
                    .runningClass(MatrixHost.class, row.probe(), ports[0], ports[1]);
            process = mode.attached()
                    ? jvm.start()
                    : jvm.withAgent(policy.toString()).start();
        }
        try {
            awaitCalm();
            if (mode.attached()) {
                mode.attach(process, policy);
            }
        } catch (Throwable failed) {
            close();
            throw failed;
        }
    }

    Process process() {
        return process;
    }

    Path directory() {
        return directory;
    }

    /** What it prints from now on is new. */
    void mark() {
        seenLines = lines().size();
    }

    /** Waits until it works as it does when nothing is wrong. */
    void awaitCalm() {
        int before = bot == null ? 0 : executed();
        Awaits.until(process, row + ": " + row.calm(), () -> bot == null ? isCalm() : executed() > before + 1);
    }

    private boolean isCalm() {
        List<String> lines = lines();
        return !lines.isEmpty() && lines.get(lines.size() - 1).equals(row.calm());
    }

    /** Whether it met, since the mark, what the row says; by its own account, or by that of its exchange. */
    boolean met() {
        if (row.isEnd()) {
            return !process.isAlive() && !lines().contains("in peace");
        }
        if (row.met().equals(MatrixRows.TWICE)) {
            return bot.ledger().stream().anyMatch(Trade::duplicate);
        }
        List<String> lines = lines();
        return lines.subList(seenLines, lines.size()).stream()
                .anyMatch(line -> bot == null ? line.equals(row.met()) : line.contains(row.met()));
    }

    private int executed() {
        return Trade.executed(bot.ledger()).size();
    }

    /** Whole lines that it printed so far. */
    List<String> lines() {
        String text = text("stdout");
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** The agent's log. */
    String log() {
        return text("stderr");
    }

    private String text(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
