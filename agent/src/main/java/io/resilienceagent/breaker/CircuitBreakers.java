package io.resilienceagent.breaker;

import io.resilienceagent.guard.Cause;
import io.resilienceagent.guard.CircuitStep;
import io.resilienceagent.guard.EnumTally;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.KeyTable;
import io.resilienceagent.guard.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * All circuits of one join point. The house keeps it over reloads, so that states survive while rules change.
 * Bounded: beyond 10,000 keys a closed circuit that was not used lately is forgotten, one with failures to count only
 * if there is no other, one that is open never; when none can go, further keys share one circuit. Thread-safe.
 */
public final class CircuitBreakers {
    /** The key of the one circuit of a join point without {@code per:}. */
    static final String ONLY = "-";

    private static final int KEYS = 10_000;

    private final String joinPoint;
    private final Ticker ticker;
    private final Events events;
    private final KeyTable<CircuitBreaker> keyed;
    private final EnumTally<CircuitState> transitions = new EnumTally<>(CircuitState.class);
    private volatile Forced forced = Forced.RESET;

    public CircuitBreakers(String joinPoint, Ticker ticker, Events events) {
        this(joinPoint, ticker, events, KEYS);
    }

    /** With room for that many keys. */
    public CircuitBreakers(String joinPoint, Ticker ticker, Events events, int keys) {
        this.joinPoint = joinPoint;
        this.ticker = ticker;
        this.events = events;
        this.keyed = new KeyTable<>(keys, key -> new CircuitBreaker(key, this, forced));
    }

    /** Forces every circuit of the join point, those of keys yet to come included, until told otherwise. */
    public void force(Forced how) {
        forced = how;
        keyed.each(breaker -> breaker.force(how));
    }

    /** Forces the circuit of one key; {@code -} where there is one circuit for all calls. */
    public void force(String key, Forced how) {
        CircuitBreaker breaker;
        do {
            breaker = keyed.entry(key);
            breaker.force(how);
        } while (breaker.state() instanceof Retired);
    }

    /** Every circuit at this moment; {@code within} is the rule's, over which failures are counted. */
    public List<BreakerStatus> status(Duration within) {
        List<BreakerStatus> all = new ArrayList<>();
        keyed.each(breaker -> all.add(breaker.state().status(within.toNanos(), ticker.nanos())));
        return all;
    }

    /** Shows the key and state of every circuit, and keeps no call waiting meanwhile. */
    public void states(BiConsumer<String, CircuitState> viewer) {
        keyed.view(breaker -> viewer.accept(breaker.key(), breaker.state().kind()));
    }

    /** How often any circuit has come into this state. */
    public long transitions(CircuitState to) {
        return transitions.count(to);
    }

    CircuitBreaker of(String key) {
        return keyed.entry(key);
    }

    String joinPoint() {
        return joinPoint;
    }

    long now() {
        return ticker.nanos();
    }

    void tell(String key, CircuitState from, CircuitState to, String reason) {
        transitions.add(to);
        events.notice(
                "CIRCUIT_TRANSITION",
                place(key) + " from=" + from + " to=" + to + " reason=\"" + Cause.oneLine(reason) + '"');
        events.circuit(new CircuitStep(joinPoint, key, from.name(), to.name(), reason));
    }

    void tellLostTest(String key, String since) {
        events.notice("CIRCUIT_TEST_LOST", place(key) + " since=" + since);
    }

    /** A key is the host's text: it must not look like further facts. */
    private String place(String key) {
        return "join_point=" + joinPoint + " key=" + Cause.oneLine(key).replace(' ', '_');
    }
}
