package io.resilienceagent.flight;

import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Redaction;

/**
 * Writes what is told into the JVM's flight recording, if one runs, and passes it on. A JVM without the flight
 * recorder (a small image made with jlink may lack it) is told so once, and guarded all the same. Thread-safe.
 */
public final class FlightEvents implements Events, AutoCloseable {
    private final Events next;
    private volatile boolean missing;

    /** @param next is told everything too */
    public FlightEvents(Events next) {
        this.next = next;
    }

    @Override
    public void denied(String joinPoint, String guard, Denial denial, boolean enforced) {
        next.denied(joinPoint, guard, denial, enforced);
        if (missing) {
            return;
        }
        try {
            CallDenied event = new CallDenied();
            if (event.isEnabled()) {
                event.joinPoint = joinPoint;
                event.guard = guard;
                event.code = denial.code();
                event.reason = Redaction.standard().of(denial.reason());
                event.enforced = enforced;
                event.commit();
            }
        } catch (Throwable noRecorder) {
            missing = MissingRecorder.tell(noRecorder, next);
        }
    }

    /** The agent leaves: all its kinds of event are taken back from the JVM's recorder, which else would keep them for ever. */
    @Override
    public void close() {
        boolean known = !missing;
        missing = true;
        try {
            if (known) {
                EventTypes.unregister();
            }
        } catch (Throwable noRecorder) {
            MissingRecorder.tell(noRecorder, next);
        }
    }

    @Override
    public void notice(String name, String facts) {
        next.notice(name, facts);
    }

    @Override
    public void recurring(String name, String joinPoint, String facts) {
        next.recurring(name, joinPoint, facts);
    }

    @Override
    public void failure(String kind, String place, Throwable cause) {
        next.failure(kind, place, cause);
    }
}
