package io.resilienceagent.chaos.fault;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.Strike;
import io.resilienceagent.guard.Invocation;
import java.util.concurrent.TimeUnit;

/**
 * Calls take longer. Where a method answers with a future its completion is late and no thread waits; any other method's own
 * caller waits, as for a slow network. Thread-safe.
 */
final class Latency implements Fault {
    private final Mark mark;
    private final long millis;
    private final long jitterMillis;

    Latency(Mark mark, long millis, long jitterMillis) {
        this.mark = mark;
        this.millis = millis;
        this.jitterMillis = jitterMillis;
    }

    @Override
    public void begin(Strike process) {
        mark.raise();
    }

    @Override
    public void before(Strike strike) throws Exception {
        if (!mark.means(strike.call())) {
            return;
        }
        if (mark.transport() == null) {
            delay(strike);
        } else {
            mark.transport().delay(strike, nanos(strike), mark.later());
        }
    }

    private void delay(Strike strike) {
        Invocation call = strike.call();
        if (!call.answersLater()) {
            strike.pause(nanos(strike));
        } else {
            mark.later().pretendDelayed(call, nanos(strike));
        }
        strike.fired();
    }

    /** Evenly spread around the middle, by the strike's own number. */
    private long nanos(Strike strike) {
        long spread = jitterMillis == 0 ? 0 : Math.floorMod(strike.random(), 2 * jitterMillis + 1) - jitterMillis;
        long whole = TimeUnit.MILLISECONDS.toNanos(Math.max(0, millis + spread));
        return Math.min(whole, strike.remainingNanos());
    }

    @Override
    public void end() {
        mark.end();
    }
}
