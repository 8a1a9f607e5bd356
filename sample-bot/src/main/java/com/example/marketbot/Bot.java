package com.example.marketbot;

import com.example.marketbot.chores.Chore;
import com.example.marketbot.chores.Episode;
import com.example.marketbot.chores.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;

/** The whole bot, wired. */
public final class Bot implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int START_ATTEMPTS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BotSettings settings;
    private final Trader trader;
    private final Feeder feeder;
    private final OpenSignals openSignals;
    private final Account account;
    private final Episode episode;
    private final Chore chore;
    private final MarketAnalysisLoop loop;
    private final Denials denials = new Denials();
    private volatile boolean safeMode;

    /** Builds a bot that takes up the memory of the run before, if there was one. */
    public Bot(BotSettings settings) throws IOException {
        this.settings = settings;
        Files.createDirectories(settings.data());
        Exchange exchange = new Exchange(settings.exchange(), Credentials.demo(), settings.timeout());
        trader = new Trader(exchange);
        feeder = new Feeder(settings.exchange(), settings.seed());
        LockKind locks = settings.trouble().locks();
        Positions positions = new Positions(settings.data(), locks);
        openSignals = new OpenSignals(settings.data(), locks);
        SignalJournal journal = new SignalJournal(settings.data());
        account = new Account(exchange, trader, positions);

        String runId = newRunId();
        // The same seed trades the same again, but never under the eyes of an exchange that knows the run before.
        long salt = journal.isEmpty() && openSignals.size() == 0 ? 0 : RANDOM.nextLong();
        Strategy strategy = new Strategy(runId, settings.seed(), salt);
        OrderDesk desk = new OrderDesk(trader, openSignals, journal, positions, denials);
        LoopThread thread = new LoopThread(settings.trouble().stackBytes());
        episode = settings.trouble().episode();
        chore = settings.trouble()
                .chore(new Workplace(thread, positions, openSignals, settings.data(), settings.seed(), episode));
        Ares ares = new Ares(positions, runId);
        loop = new MarketAnalysisLoop(thread, feeder, strategy, ares, desk, account, () -> safeMode, chore);
    }

    private static String newRunId() {
        byte[] bytes = new byte[6];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Trades until the last tick is over. */
    public Summary run(String scenario) throws InterruptedException {
        connect();
        insist("read the balances", account::refreshPositions);
        insist("send a test order", account::sendTestOrder);
        if (openSignals.size() > 0) {
            Log.info(openSignals.size() + " signals of the last run are still open");
        }
        LoopStats stats = loop.run(settings.ticks(), settings.period());
        return Summary.of(
                scenario,
                stats,
                loop.signals(),
                trader.ordersSent(),
                ledgerSummary(),
                denials.counts(),
                episode.report());
    }

    private void connect() {
        try {
            feeder.reconnect();
        } catch (CompletionException e) {
            throw new IllegalStateException("no exchange at " + settings.exchange(), e);
        }
    }

    /** Without its balances the bot would miss the first trades, and the first requests are the slowest. */
    private static void insist(String what, Runnable request) {
        for (int attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
            try {
                request.run();
                return;
            } catch (RuntimeException e) {
                Log.once("cannot " + what + " yet: " + e.getMessage());
            }
        }
    }

    /** The exchange's account of the run, or null if it is gone. */
    private LedgerSummary ledgerSummary() {
        try {
            return new Exchange(settings.exchange(), Credentials.demo(), PATIENCE).ledgerSummary();
        } catch (RuntimeException e) {
            Log.info("cannot read the exchange's ledger: " + e.getMessage());
            return null;
        }
    }

    /** Stops new orders, or lets them through again. */
    public void setSafeMode(boolean safe) {
        safeMode = safe;
    }

    /** Ends all that the bot started. */
    @Override
    public void close() {
        loop.close();
        chore.close();
        feeder.close();
    }
}
