package io.resilienceagent.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.client.ControlClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asks an agent again and again, on a thread of its own: a bot that does not answer keeps no key waiting. Connects again when the
 * connection is lost. What is asked for between two looks goes over the same connection, so what it holds lasts as long as this.
 */
final class Polling implements AutoCloseable {
    /** An agent takes 5 s of silence for the end of whoever holds an experiment. */
    private static final long LONGEST_SILENCE = TimeUnit.SECONDS.toNanos(2);

    private final Supplier<ControlClient> connect;
    private final long everyNanos;
    private final BlockingQueue<Function<ControlClient, News>> errands = new LinkedBlockingQueue<>();
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "resilience-watch");
    private volatile ControlClient agent;
    private volatile boolean closed;

    /**
     * Begins nothing yet.
     *
     * @param first the connection to begin with
     * @param connect makes another when that is lost, or throws {@link Trouble}
     */
    Polling(ControlClient first, Supplier<ControlClient> connect, Duration every) {
        this.agent = first;
        this.connect = connect;
        this.everyNanos = every.toNanos();
        thread.setDaemon(true);
    }

    void begin() {
        thread.start();
    }

    /** Has something asked as soon as the agent is free; what comes of it is news. */
    void ask(Function<ControlClient, News> errand) {
        errands.add(errand);
    }

    /** The next news; null when there was none in so long. */
    News next(long millis) {
        try {
            return news.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** All that waits by now. */
    List<News> drain() {
        List<News> all = new ArrayList<>();
        news.drainTo(all);
        return all;
    }

    private void run() {
        try {
            while (!closed) {
                look();
                rest(System.nanoTime() + everyNanos);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException broken) {
            // Who closes a connection in the middle of an answer gets this.
            if (!closed) {
                throw broken;
            }
        }
    }

    private void look() {
        try {
            if (agent == null) {
                agent = connect.get();
            }
            JsonNode status = agent.ask("status");
            news.add(new News.Seen(Snapshot.of(status, System.nanoTime())));
        } catch (Trouble trouble) {
            lose(trouble);
        }
    }

    private void lose(Trouble why) {
        if (agent != null) {
            agent.close();
            agent = null;
        }
        if (!closed) {
            news.add(new News.Lost(why));
        }
    }

    /** Until the next look is due; errands come first, and signs of life when it is long. */
    private void rest(long until) throws InterruptedException {
        for (long left = until - System.nanoTime(); left > 0 && !closed; left = until - System.nanoTime()) {
            Function<ControlClient, News> errand = errands.poll(Math.min(left, LONGEST_SILENCE), TimeUnit.NANOSECONDS);
            if (errand != null) {
                run(errand);
            } else if (agent != null && until - System.nanoTime() > 0) {
                run(client -> {
                    client.ask("ping");
                    return null;
                });
            }
        }
    }

    private void run(Function<ControlClient, News> errand) {
        if (agent == null) {
            news.add(new News.Told("nobody answers just now", false));
            return;
        }
        try {
            News answer = errand.apply(agent);
            if (answer != null) {
                news.add(answer);
            }
        } catch (Trouble trouble) {
            if (trouble.exit() == Exit.REFUSED) {
                String next = trouble.next().isEmpty() ? "" : "; " + trouble.next();
                news.add(new News.Told(trouble.getMessage() + next, false));
            } else {
                lose(trouble);
            }
        }
    }

    /** Ends it; what the connection holds ends too. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        ControlClient open = agent;
        if (open != null) {
            open.close();
        }
    }
}
