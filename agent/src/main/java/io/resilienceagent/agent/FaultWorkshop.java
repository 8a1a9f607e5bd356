package io.resilienceagent.agent;

import io.resilienceagent.bind.Opener;
import io.resilienceagent.chaos.ChaosEngine;
import io.resilienceagent.chaos.fault.FaultHouse;
import io.resilienceagent.chaos.fault.HostClock;
import io.resilienceagent.chaos.transport.TransportPoint;
import io.resilienceagent.chaos.transport.Transports;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardChain;
import io.resilienceagent.guard.GuardSlot;
import io.resilienceagent.guard.Timer;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.weave.ClockWeaver;
import io.resilienceagent.weave.JoinPoint;
import io.resilienceagent.weave.Weaver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/**
 * What faults do to the host through the weaver: a transport is woven when the first experiment needs it, stays dormant behind
 * it, and is restored when the policy allows no chaos any more. Thread-safe.
 */
final class FaultWorkshop implements FaultHouse {
    private static final long LOG_PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

    private final Services services;
    private final Weaver weaver;
    private final Transports transports;
    private final Function<String, Guard> points;
    private final Clock clock;
    private final Map<String, JoinPointRule> woven = new LinkedHashMap<>();
    private final Map<String, JoinPoint> striking = new LinkedHashMap<>();
    private volatile Policy policy;

    /** @param points the fault point of a transport, by its name */
    FaultWorkshop(Services services, Weaver weaver, Transports transports, Function<String, Guard> points) {
        this.services = services;
        this.weaver = weaver;
        this.transports = transports;
        this.points = points;
        this.clock = new Clock(weaver.clock());
    }

    /** Takes a policy for the present one. */
    void declare(Policy next) {
        policy = next;
        clock.classes = next.chaos().clock();
        if (!ChaosEngine.allowed(next)) {
            allOff();
        }
    }

    private synchronized void allOff() {
        if (!woven.isEmpty()) {
            woven.clear();
            striking.clear();
            weaver.transports(woven, List.of());
        }
    }

    @Override
    public synchronized void raise(String transport) {
        JoinPointRule rule = transports.rule(transport);
        GuardChain chain = new GuardChain(
                transport,
                rule.kind(),
                List.of(new GuardSlot(new TransportPoint(points.apply(transport)), true, false)),
                null,
                services.tally(transport),
                services.events(),
                services.timer());
        woven.put(transport, rule);
        striking.put(transport, new JoinPoint(transport, rule, chain, List.of(), null));
        weaver.transports(woven, striking.values());
    }

    @Override
    public synchronized void rest(String transport) {
        striking.remove(transport);
        weaver.transports(woven, striking.values());
    }

    @Override
    public Timer timer() {
        return services.timer();
    }

    @Override
    public Opener opener() {
        return weaver.opener();
    }

    @Override
    public Events events() {
        return services.events();
    }

    @Override
    public Optional<String> unthrowable(String joinPoint, String className) {
        return weaver.unthrowable(joinPoint, className);
    }

    @Override
    public boolean observed(String joinPoint) {
        JoinPointRule rule = policy.joinPoints().get(joinPoint);
        return rule != null && rule.observe().isPresent();
    }

    @Override
    public void flush() {
        services.log().settle(LOG_PATIENCE);
    }

    @Override
    public HostClock clock() {
        return clock;
    }

    /** The classes that the policy names. */
    private static final class Clock implements HostClock {
        private final ClockWeaver weaver;
        private volatile List<String> classes = List.of();

        Clock(ClockWeaver weaver) {
            this.weaver = weaver;
        }

        @Override
        public int skew(LongUnaryOperator skew) {
            return weaver.skew(classes, skew);
        }

        @Override
        public void restore() {
            weaver.restore();
        }

        @Override
        public boolean restored() {
            return weaver.restored();
        }
    }
}
