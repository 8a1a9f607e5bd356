package io.resilienceagent.agent;

import io.resilienceagent.breaker.BreakerStatus;
import io.resilienceagent.breaker.CircuitBreakers;
import io.resilienceagent.flight.FlightEvents;
import io.resilienceagent.guard.Bulkhead;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.JoinPointTally;
import io.resilienceagent.guard.LastGood;
import io.resilienceagent.guard.RateLimiters;
import io.resilienceagent.guard.RetryBudget;
import io.resilienceagent.guard.SafeMode;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.order.DayTotals;
import io.resilienceagent.order.OrderBook;
import io.resilienceagent.order.OrderJournalException;
import io.resilienceagent.order.OrderTime;
import io.resilienceagent.order.Positions;
import io.resilienceagent.order.PositionsSnapshot;
import io.resilienceagent.order.Prices;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.StateMachineRule;
import io.resilienceagent.state.StateMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * What outlives a reload of the policy: counters, breakers, limits, orders, positions. Guards are made anew for each
 * generation and get these. Thread-safe.
 */
final class Services {
    /** So long calls under way are waited for when the agent leaves. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What waits longer is done all the same, by a timer that ends after it. */
    private static final Duration TIMER_PATIENCE = Duration.ofSeconds(1);

    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final Duration BREAKER_WINDOW = Duration.ofMinutes(1);

    private final StateDirectory state;
    private final Path sharedData;
    private final EventLog log;
    private final FlightEvents events;
    private final Ticker ticker = Ticker.system();
    private final OrderTime time = OrderTime.system(ticker);
    private final AgentTimer timer;
    private final Rounds house;
    private final OrderBook orders;
    private final PositionsSnapshot snapshot;
    private final Positions positions = new Positions(time);
    private final Prices prices = new Prices();
    private final DayTotals dayTotals = new DayTotals(time);
    private final SafeMode safeMode = new SafeMode();
    private final StateMachine machine;
    private final Map<String, Object> named = new ConcurrentHashMap<>();

    private Services(StateDirectory state, Path sharedData, StateMachineRule rule, EventLog log)
            throws OrderJournalException {
        this.state = state;
        this.sharedData = sharedData;
        this.log = log;
        this.events = new FlightEvents(log);
        this.timer = new AgentTimer("timer", log);
        this.house = new Rounds("house", log);
        this.machine = new StateMachine(rule, ticker, safeMode, log);
        this.orders = OrderBook.open(state.path().resolve("orders"), time, events);
        this.snapshot = new PositionsSnapshot(
                sharedData.resolve("positions_snapshot.json"),
                FlatJson::numbers,
                positions,
                time,
                log,
                orders.lastOrderBeforeStart());
    }

    static Services open(Policy policy, StateDirectory state, EventLog log) throws Unusable {
        Path sharedData =
                policy.sharedData().map(Path::of).map(Path::toAbsolutePath).orElse(state.path());
        try {
            return new Services(state, sharedData, Policies.stateMachine(policy), log);
        } catch (OrderJournalException unusable) {
            throw new Unusable("the order journal cannot be used", unusable.getMessage());
        }
    }

    /**
     * The agent leaves. Calls under way are waited for, a while, so that the journal has the outcome of each order that was
     * sent; then the journal is forced and closed.
     *
     * @return what is left open, for a person
     */
    List<String> close() throws IOException {
        List<String> open = new ArrayList<>();
        long start = ticker.nanos();
        while (orders.underWayCount() > 0 && ticker.nanos() - start < PATIENCE.toNanos()) {
            LockSupport.parkNanos(this, BETWEEN_LOOKS);
        }
        long underWay = orders.underWayCount();
        if (underWay > 0) {
            open.add(underWay + " orders are still being sent: the journal cannot have their outcome, so the next agent"
                    + " will find them unknown");
        }
        if (orders.unknownCount() > 0) {
            open.add(orders.unknownCount() + " orders have an unknown outcome; they stay so in the journal, and nobody"
                    + " holds back the same order until an agent is there again");
        }
        int waiting = timer.leave(TIMER_PATIENCE);
        if (waiting > 0) {
            open.add(waiting + " delayed tasks of calls under way still wait; the agent's timer ends after them");
        }
        events.close();
        orders.close();
        return open;
    }

    StateDirectory state() {
        return state;
    }

    Path sharedData() {
        return sharedData;
    }

    EventLog log() {
        return log;
    }

    /** Where guards tell what happens. */
    Events events() {
        return events;
    }

    Ticker ticker() {
        return ticker;
    }

    AgentTimer timer() {
        return timer;
    }

    /** The thread that keeps house; started by the house. */
    Rounds house() {
        return house;
    }

    OrderBook orders() {
        return orders;
    }

    Positions positions() {
        return positions;
    }

    PositionsSnapshot snapshot() {
        return snapshot;
    }

    Prices prices() {
        return prices;
    }

    DayTotals dayTotals() {
        return dayTotals;
    }

    SafeMode safeMode() {
        return safeMode;
    }

    /** The state of the bot. */
    StateMachine machine() {
        return machine;
    }

    JoinPointTally tally(String joinPoint) {
        return named(JoinPointTally.class, joinPoint, () -> new JoinPointTally(ticker));
    }

    CircuitBreakers breakers(String joinPoint) {
        return named(CircuitBreakers.class, joinPoint, () -> new CircuitBreakers(joinPoint, ticker, events));
    }

    /** The circuits of a join point; empty where it never had any. */
    Optional<CircuitBreakers> knownBreakers(String joinPoint) {
        return Optional.ofNullable((CircuitBreakers) named.get(key(CircuitBreakers.class, joinPoint)));
    }

    List<BreakerStatus> breakerStatus(String joinPoint) {
        return knownBreakers(joinPoint)
                .map(breakers -> breakers.status(BREAKER_WINDOW))
                .orElse(List.of());
    }

    /** The limiters of a join point, or those of a budget that several join points share. */
    RateLimiters rateLimiters(String joinPoint, Optional<String> budget) {
        String name = budget.map(shared -> "budget " + shared).orElse(joinPoint);
        return named(RateLimiters.class, name, () -> new RateLimiters(ticker));
    }

    Bulkhead bulkhead(String joinPoint) {
        return named(Bulkhead.class, joinPoint, Bulkhead::new);
    }

    RetryBudget retryBudget(String joinPoint) {
        return named(RetryBudget.class, joinPoint, RetryBudget::new);
    }

    LastGood lastGood(String joinPoint) {
        return named(LastGood.class, joinPoint, LastGood::new);
    }

    private <T> T named(Class<T> type, String name, Supplier<T> maker) {
        return type.cast(named.computeIfAbsent(key(type, name), key -> maker.get()));
    }

    private static String key(Class<?> type, String name) {
        return type.getSimpleName() + ' ' + name;
    }
}
