package io.resilienceagent.chaos.fault;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.Strike;
import io.resilienceagent.chaos.transport.Destination;
import io.resilienceagent.chaos.transport.Later;
import io.resilienceagent.chaos.transport.Transport;
import io.resilienceagent.chaos.transport.Transports;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.Timer;
import java.util.concurrent.TimeUnit;

/**
 * Calls take longer. Where a method answers with a future its completion is late and no thread waits; any other method's own
 * caller waits, as for a slow network. Thread-safe.
 */
final class Latency implements Fault {
    private final Transports transports;
    private final Filter filter;
    private final long millis;
    private final long jitterMillis;
    private final Later later;

    Latency(Transports transports, Filter filter, Timer timer, long millis, long jitterMillis) {
        this.transports = transports;
        this.filter = filter;
        this.millis = millis;
        this.jitterMillis = jitterMillis;
        this.later = new Later(timer);
    }

    @Override
    public void before(Strike strike) throws Exception {
        Transport transport = transports.named(strike.call().joinPoint());
        if (transport == null) {
            delay(strike);
            return;
        }
        Destination destination = transport.destination(strike.call());
        if (destination != null && filter.means(destination)) {
            transport.delay(strike, nanos(strike), later);
        }
    }

    private void delay(Strike strike) throws Exception {
        Invocation call = strike.call();
        if (!call.answersLater()) {
            strike.pause(nanos(strike));
        } else {
            later.pretendDelayed(call, nanos(strike));
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
        later.endAll();
    }
}
