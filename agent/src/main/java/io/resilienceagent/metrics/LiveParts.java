package io.resilienceagent.metrics;

import io.resilienceagent.breaker.CircuitBreakers;
import io.resilienceagent.chaos.ChaosEngine;
import io.resilienceagent.guard.JoinPointTally;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.incident.IncidentTally;
import io.resilienceagent.loop.LoopTable;
import io.resilienceagent.order.OrderBook;
import io.resilienceagent.state.StateMachine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the metrics are read from: parts of the agent that live and count anyway. Asked anew at each scrape, since a reload changes some. What it
 * answers must wait for nothing of the host's. Thread-safe.
 */
public interface LiveParts {
    /**
     * A join point of the policy in force.
     *
     * @param name its name in the policy
     * @param handler whether its calls are messages
     * @param tally what happened there
     * @param breakers its circuits; empty where it has none
     * @param methods the methods that it matched, as {@code com.acme.Client#placeOrder(Order)}
     */
    record JoinPointPart(
            String name,
            boolean handler,
            JoinPointTally tally,
            Optional<CircuitBreakers> breakers,
            List<String> methods) {}

    /** The join points of the policy in force. */
    List<JoinPointPart> joinPoints();

    /** The loops. */
    LoopTable loops();

    /** The state of the bot. */
    StateMachine machine();

    /** The orders. */
    OrderBook orders();

    /** How many incidents there were. */
    IncidentTally incidents();

    /** The log, with the failures of the agent itself. */
    EventLog log();

    /** What breaks the bot on purpose. */
    ChaosEngine chaos();

    /** Whether the bot is ready to operate, as {@code /health} says it. */
    boolean ready();

    /** How many problems keep the newest version of the policy from being in force; 0 when it is. */
    int reloadProblems();

    /** How many methods could not be woven. */
    int notWoven();

    /** The bot's name in the policy. */
    String bot();

    /** {@code enforce}, {@code shadow} or {@code off}. */
    String mode();

    /** The agent's version. */
    String version();

    /** When the agent began. */
    Instant started();

    /** The agent's monotonic clock, in nanoseconds. */
    long nanos();
}
