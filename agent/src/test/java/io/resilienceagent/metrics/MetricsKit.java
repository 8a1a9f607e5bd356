package io.resilienceagent.metrics;

import io.resilienceagent.breaker.CircuitBreakers;
import io.resilienceagent.chaos.ChaosEngine;
import io.resilienceagent.chaos.ExperimentListener;
import io.resilienceagent.chaos.Surroundings;
import io.resilienceagent.guard.JoinPointTally;
import io.resilienceagent.guard.SafeMode;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.incident.IncidentStore;
import io.resilienceagent.incident.IncidentTally;
import io.resilienceagent.loop.LoopTable;
import io.resilienceagent.order.OrderBook;
import io.resilienceagent.order.OrderTime;
import io.resilienceagent.policy.StateMachineRule;
import io.resilienceagent.policy.Where;
import io.resilienceagent.state.StateMachine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts that metrics are read from, real ones, with a clock that tests move. */
final class MetricsKit implements LiveParts {
    long now = 1_000_000_000_000L;
    final List<JoinPointPart> joinPoints = new ArrayList<>();
    final ByteArrayOutputStream told = new ByteArrayOutputStream();
    final Ticker ticker = () -> now;
    final EventLog log = new EventLog(new PrintStream(told, true, StandardCharsets.UTF_8), ticker);
    final LoopTable loops = new LoopTable(any -> Optional.empty(), () -> new Thread[0], ticker, log);
    final StateMachine machine = new StateMachine(
            StateMachineRule.defaults(new Where("kit", 0, 0, "state_machine")), ticker, new SafeMode(), log);
    final IncidentStore incidents;
    final Metrics metrics = new Metrics(this);
    /** Null has whoever asks for orders fail. */
    OrderBook orders = OrderBook.inMemory(OrderTime.system(ticker), log);

    private final ChaosEngine chaos;

    /** @param directory for incidents */
    MetricsKit(Path directory) {
        incidents = new IncidentStore(directory, 10, 1 << 20, text -> text, log);
        chaos = new ChaosEngine(List::of, nothing(Surroundings.class), nothing(ExperimentListener.class), ticker, log);
    }

    /** Nobody breaks anything here, so nobody is asked. */
    private static <T> T nothing(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            throw new IllegalStateException(method.toString());
        }));
    }

    /** A join point of this name; as long as it is in the list it is in the policy. */
    JoinPointPart joinPoint(String name, boolean handler) {
        JoinPointPart part = new JoinPointPart(
                name,
                handler,
                new JoinPointTally(ticker),
                Optional.of(new CircuitBreakers(name, ticker, log)),
                List.of("com.acme.binance.BinanceTrade#placeOrder(Order)"));
        joinPoints.add(part);
        return part;
    }

    /** What is told in Prometheus text, read back. */
    Exposition scrape() {
        return Exposition.of(metrics.text(TextFormat.PROMETHEUS));
    }

    @Override
    public List<JoinPointPart> joinPoints() {
        return List.copyOf(joinPoints);
    }

    @Override
    public LoopTable loops() {
        return loops;
    }

    @Override
    public StateMachine machine() {
        return machine;
    }

    @Override
    public OrderBook orders() {
        return Optional.ofNullable(orders).orElseThrow();
    }

    @Override
    public IncidentTally incidents() {
        return incidents.tally();
    }

    @Override
    public EventLog log() {
        return log;
    }

    @Override
    public ChaosEngine chaos() {
        return chaos;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public int reloadProblems() {
        return 0;
    }

    @Override
    public int notWoven() {
        return 0;
    }

    @Override
    public String bot() {
        return "kit";
    }

    @Override
    public String mode() {
        return "enforce";
    }

    @Override
    public String version() {
        return "1.2.3";
    }

    @Override
    public Instant started() {
        return Instant.ofEpochSecond(1_700_000_000);
    }

    @Override
    public long nanos() {
        return now;
    }
}
