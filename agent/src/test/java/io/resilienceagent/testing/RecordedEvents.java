package io.resilienceagent.testing;

import io.resilienceagent.guard.CircuitStep;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.OrderStep;
import io.resilienceagent.guard.ProbeAnswer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was told, for a test to look at. */
public final class RecordedEvents implements Events {
    /** {@code CODE} of each denial, {@code would:CODE} in shadow mode. */
    public final List<String> denials = new CopyOnWriteArrayList<>();
    /** {@code NAME facts} of each notice. */
    public final List<String> notices = new CopyOnWriteArrayList<>();
    /** {@code KIND place cause} of each failure of the agent. */
    public final List<String> failures = new CopyOnWriteArrayList<>();

    /** Each circuit's step. */
    public final List<CircuitStep> circuits = new CopyOnWriteArrayList<>();
    /** Each order's outcome. */
    public final List<OrderStep> orders = new CopyOnWriteArrayList<>();
    /** Each answer of a part of the bot. */
    public final List<ProbeAnswer> probes = new CopyOnWriteArrayList<>();

    @Override
    public void circuit(CircuitStep step) {
        circuits.add(step);
    }

    @Override
    public void order(OrderStep step) {
        orders.add(step);
    }

    @Override
    public void probed(ProbeAnswer answer) {
        probes.add(answer);
    }

    @Override
    public void denied(String joinPoint, String guard, Denial denial, boolean enforced) {
        denials.add((enforced ? "" : "would:") + denial.code());
    }

    @Override
    public void notice(String name, String facts) {
        notices.add(name + " " + facts);
    }

    @Override
    public void failure(String kind, String place, Throwable cause) {
        failures.add(kind + " " + place + " " + cause);
    }
}
