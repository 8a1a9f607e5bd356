package io.resilienceagent.flight;

import io.resilienceagent.guard.CircuitStep;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.OrderStep;
import io.resilienceagent.guard.ProbeAnswer;
import io.resilienceagent.guard.Redaction;
import jdk.jfr.FlightRecorder;

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

    /** Fills and commits an event; separate from the caller so that nothing of the recorder is linked too early. */
    @FunctionalInterface
    private interface Writing {
        void write();
    }

    /** Costs a look at a flag where nothing is recorded; what fails is counted, and never the host's. */
    private void write(Writing writing) {
        if (missing) {
            return;
        }
        try {
            if (FlightRecorder.isInitialized()) {
                writing.write();
            }
        } catch (Throwable noRecorder) {
            missing = MissingRecorder.tell(noRecorder, next);
        }
    }

    private static String clean(String text) {
        return Redaction.standard().of(text);
    }

    @Override
    public void denied(String joinPoint, String guard, Denial denial, boolean enforced) {
        next.denied(joinPoint, guard, denial, enforced);
        write(() -> {
            CallDenied event = new CallDenied();
            if (event.isEnabled()) {
                event.joinPoint = joinPoint;
                event.guard = guard;
                event.code = denial.code();
                event.reason = clean(denial.reason());
                event.enforced = enforced;
                event.commit();
            }
        });
    }

    @Override
    public void circuit(CircuitStep step) {
        next.circuit(step);
        write(() -> {
            CircuitTransition event = new CircuitTransition();
            if (event.isEnabled()) {
                event.joinPoint = step.joinPoint();
                event.key = clean(step.key());
                event.from = step.from();
                event.to = step.to();
                event.reason = clean(step.reason());
                event.commit();
            }
        });
    }

    @Override
    public void order(OrderStep step) {
        next.order(step);
        write(() -> {
            OrderOutcome event = new OrderOutcome();
            if (event.isEnabled()) {
                event.orderId = step.id();
                event.joinPoint = step.joinPoint();
                event.what = clean(step.order().get());
                event.from = step.from();
                event.outcome = step.outcome();
                event.exchangeId = step.exchangeId();
                event.reason = clean(step.reason());
                event.took = step.tookNanos();
                event.ofEarlierRun = step.fromBefore();
                event.commit();
            }
        });
    }

    @Override
    public void probed(ProbeAnswer answer) {
        next.probed(answer);
        write(() -> {
            Probe event = new Probe();
            if (event.isEnabled()) {
                event.incidentId = answer.incidentId();
                event.component = answer.component();
                event.passed = answer.passed();
                event.problem = clean(answer.problem());
                event.took = answer.tookNanos();
                event.commit();
            }
        });
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
