package io.resilienceagent.host;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The exchange's client of {@link BusyHost}: each of its methods answers with what follows its argument. */
final class BusyClient {
    final AtomicLong reached = new AtomicLong();
    final AtomicLong queries = new AtomicLong();
    private final ScheduledExecutorService later;
    /** The bot's own flag, which an agent puts up and takes down. */
    private volatile boolean safeMode;

    BusyClient(ScheduledExecutorService later) {
        this.later = later;
    }

    boolean safeMode() {
        return safeMode;
    }

    long query(long number) {
        reached.incrementAndGet();
        queries.incrementAndGet();
        return number + 1;
    }

    /** Of which an agent lets hardly any through. */
    Long limited(long number) {
        reached.incrementAndGet();
        return number + 1;
    }

    String order(String symbol, String side, long quantity) {
        reached.incrementAndGet();
        return side + ' ' + quantity + ' ' + symbol;
    }

    CompletableFuture<Long> answerLater(long number) {
        reached.incrementAndGet();
        CompletableFuture<Long> answer = new CompletableFuture<>();
        Future<?> unused = later.schedule(() -> answer.complete(number + 1), 1, TimeUnit.MILLISECONDS);
        return answer;
    }
}
