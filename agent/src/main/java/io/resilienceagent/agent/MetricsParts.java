package io.resilienceagent.agent;

import io.resilienceagent.chaos.ChaosEngine;
import io.resilienceagent.guard.JoinPointTally;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.incident.IncidentTally;
import io.resilienceagent.loop.LoopTable;
import io.resilienceagent.metrics.LiveParts;
import io.resilienceagent.metrics.Metrics;
import io.resilienceagent.order.OrderBook;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.state.StateMachine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the metrics are read from, out of the agent's live parts. Loaded when somebody asks for metrics first. */
record MetricsParts(House house, Services services, Supervision supervision, ChaosEngine chaos) implements LiveParts {
    /** Metrics of these parts; made here so that whoever may ask need not load a class of theirs before somebody does. */
    static Metrics metrics(House house, Services services, Supervision supervision, ChaosEngine chaos) {
        return new Metrics(new MetricsParts(house, services, supervision, chaos));
    }

    @Override
    public List<JoinPointPart> joinPoints() {
        Map<String, List<String>> matched = house.matched();
        List<JoinPointPart> parts = new ArrayList<>();
        policy().joinPoints().forEach((name, rule) -> {
            JoinPointTally tally = services.tally(name);
            parts.add(new JoinPointPart(
                    name,
                    rule.kind() == JoinPointKind.HANDLER,
                    tally,
                    services.knownBreakers(name),
                    matched.getOrDefault(name, List.of())));
        });
        return parts;
    }

    private Policy policy() {
        return house.policy();
    }

    @Override
    public LoopTable loops() {
        return supervision.loops();
    }

    @Override
    public StateMachine machine() {
        return services.machine();
    }

    @Override
    public OrderBook orders() {
        return services.orders();
    }

    @Override
    public IncidentTally incidents() {
        return supervision.incidents().tally();
    }

    @Override
    public EventLog log() {
        return services.log();
    }

    @Override
    public boolean ready() {
        return new HealthReply(
                        services.machine().standing(), supervision.readiness().reached(policy()))
                .well();
    }

    @Override
    public int reloadProblems() {
        return house.reloadProblemCount();
    }

    @Override
    public int notWoven() {
        return house.notWovenCount();
    }

    @Override
    public String bot() {
        return policy().bot();
    }

    @Override
    public String mode() {
        return policy().mode().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String version() {
        return house.origin().version();
    }

    @Override
    public Instant started() {
        return house.origin().started();
    }

    @Override
    public long nanos() {
        return services.ticker().nanos();
    }
}
