package io.resilienceagent.order;

import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.OrderStep;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Keeps what was told. */
final class ToldEvents implements Events {
    final List<String> notices = new CopyOnWriteArrayList<>();
    final List<String> failures = new CopyOnWriteArrayList<>();

    /** {@code ID FROM OUTCOME} of each step, how long it took in seconds, and the exchange's id or the reason. */
    final List<String> orders = new CopyOnWriteArrayList<>();

    @Override
    public void order(OrderStep step) {
        orders.add(step.id() + " " + step.from() + " " + step.outcome() + " "
                + TimeUnit.NANOSECONDS.toSeconds(step.tookNanos()) + "s " + step.exchangeId() + step.reason());
    }

    @Override
    public void denied(String joinPoint, String guard, Denial denial, boolean enforced) {}

    @Override
    public void notice(String name, String facts) {
        notices.add(name + " " + facts);
    }

    @Override
    public void failure(String kind, String place, Throwable cause) {
        failures.add(kind + " " + place + " " + cause);
    }

    boolean noticed(String name) {
        return notices.stream().anyMatch(notice -> notice.startsWith(name + " "));
    }
}
