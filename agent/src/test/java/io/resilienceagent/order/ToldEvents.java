package io.resilienceagent.order;

import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Events;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was told. */
final class ToldEvents implements Events {
    final List<String> notices = new CopyOnWriteArrayList<>();
    final List<String> failures = new CopyOnWriteArrayList<>();

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
