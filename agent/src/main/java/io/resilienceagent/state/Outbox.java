package io.resilienceagent.state;

import io.resilienceagent.incident.EventLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What is to be told, in the order in which it happened. It is put in under the machine's lock and told outside of
 * it, by one thread at a time: who comes while another tells leaves it to that one. So a listener may drive the
 * machine again, and a slow stream holds no lock. Thread-safe.
 */
final class Outbox {
    private final EventLog log;
    private final List<StateListener> listeners = new CopyOnWriteArrayList<>();
    private final Deque<Told> waiting = new ArrayDeque<>();
    private final TransitionTally transitions = new TransitionTally();
    private boolean telling;

    Outbox(EventLog log) {
        this.log = log;
    }

    /** A line of the log, and what the listeners are told beside it: a transition, a verdict, or nothing. */
    private record Told(Transition transition, CycleVerdict verdict, boolean critical, String name, String facts) {}

    void listen(StateListener listener) {
        listeners.add(listener);
    }

    TransitionTally transitions() {
        return transitions;
    }

    void add(Transition transition) {
        put(new Told(transition, null, true, "STATE_TRANSITION", transition.facts()));
    }

    void add(CycleVerdict verdict) {
        put(new Told(null, verdict, false, verdict.name(), verdict.facts()));
    }

    void line(boolean critical, String name, String facts) {
        put(new Told(null, null, critical, name, facts));
    }

    private synchronized void put(Told told) {
        waiting.addLast(told);
    }

    /** Takes back what was put in last; only under the lock under which it was put in, before anybody could tell it. */
    synchronized void takeBack() {
        waiting.pollLast();
    }

    /** Tells all that waits. */
    void tell() {
        for (Told next = begin(); next != null; next = begin()) {
            try {
                tell(next);
            } finally {
                end();
            }
        }
    }

    private synchronized Told begin() {
        if (telling) {
            return null;
        }
        Told next = waiting.pollFirst();
        telling = next != null;
        return next;
    }

    private synchronized void end() {
        telling = false;
    }

    private void tell(Told told) {
        if (told.transition != null) {
            transitions.count(told.transition);
        }
        try {
            if (told.critical) {
                log.critical(told.name, told.facts);
            } else {
                log.notice(told.name, told.facts);
            }
        } catch (RuntimeException | Error untold) {
            log.failure("STATE_LOG_ERROR", told.name, untold);
        }
        if (told.transition == null && told.verdict == null) {
            return;
        }
        for (StateListener listener : listeners) {
            try {
                if (told.transition == null) {
                    listener.judged(told.verdict);
                } else {
                    listener.changed(told.transition);
                }
            } catch (RuntimeException | Error failed) {
                log.failure("STATE_LISTENER_ERROR", listener.getClass().getName(), failed);
            }
        }
    }
}
