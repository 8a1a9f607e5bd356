package io.resilienceagent.flight;

import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Redaction;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/**
 * Writes what the agent sees into the JVM's flight recording, if one runs. Costs next to nothing where none does. A JVM
 * without the flight recorder is told so once. Thread-safe; never throws.
 */
public final class FlightLog implements AutoCloseable {
    private static final int SAMPLE = 128;

    private final Events events;
    private final AtomicLong ticks = new AtomicLong();
    private volatile boolean missing;
    private volatile Runnable periodic;

    /** @param events is told when this JVM has no flight recorder */
    public FlightLog(Events events) {
        this.events = events;
    }

    /** Fills and commits an event; separate from the caller so that nothing of the recorder is linked too early. */
    @FunctionalInterface
    private interface Writing {
        void write();
    }

    private void write(Writing writing) {
        if (missing) {
            return;
        }
        try {
            writing.write();
        } catch (Throwable noRecorder) {
            missing = MissingRecorder.tell(noRecorder, events);
        }
    }

    /** Loads the events: one that is first used when there is no memory would be lost for good. */
    public void prepare() {
        write(() -> {
            for (Event event : new Event[] {
                new LoopStall(),
                new StateTransition(),
                new TaskDumpWritten(),
                new Recovery(),
                new LoopLag(),
                new FaultInjected()
            }) {
                event.begin();
            }
        });
    }

    /** Names of threads and words of people may hold a secret. */
    private static String clean(String text) {
        return Redaction.standard().of(text);
    }

    /** A tick that took so long, in nanoseconds; every 128th is written, and only where a recording asks for ticks. */
    public void tick(String loop, long runNanos) {
        if (missing || ticks.incrementAndGet() % SAMPLE != 0) {
            return;
        }
        write(() -> {
            LoopTick event = new LoopTick();
            if (event.isEnabled()) {
                event.loop = clean(loop);
                event.runTime = runNanos;
                event.commit();
            }
        });
    }

    /** Has {@code tell} called every five seconds while a recording asks for it, to call {@link #lag} for each loop. */
    public void periodically(Runnable tell) {
        write(() -> {
            FlightRecorder.addPeriodicEvent(LoopLag.class, tell);
            periodic = tell;
        });
    }

    /** The agent leaves: the JVM's recorder asks it no more, and what is told from now on is not recorded. */
    @Override
    public void close() {
        Runnable asked = periodic;
        if (asked != null) {
            write(() -> FlightRecorder.removePeriodicEvent(asked));
        }
        missing = true;
    }

    /** How long ago a loop made progress, and how long it may go without, in nanoseconds. */
    public void lag(String loop, long sinceProgressNanos, long limitNanos) {
        write(() -> {
            LoopLag event = new LoopLag();
            event.loop = clean(loop);
            event.sinceProgress = sinceProgressNanos;
            event.limit = limitNanos;
            event.commit();
        });
    }

    /** A stall that began, changed its cause, or is over; times in nanoseconds. */
    public void stall(
            String incidentId,
            String loop,
            String thread,
            String cause,
            long limitNanos,
            long detectedAfterNanos,
            long stalledNanos,
            boolean over) {
        write(() -> {
            LoopStall event = new LoopStall();
            if (event.isEnabled()) {
                event.incidentId = incidentId;
                event.loop = clean(loop);
                event.loopThread = clean(thread);
                event.cause = cause;
                event.limit = limitNanos;
                event.detectedAfter = detectedAfterNanos;
                event.stalled = stalledNanos;
                event.over = over;
                event.commit();
            }
        });
    }

    /**
     * A change of state.
     *
     * @param inOldStateNanos how long the old state lasted
     * @param causeIncidentId the incident that this follows from; null if none
     */
    public void transition(
            String incidentId,
            String from,
            String to,
            String reason,
            String owner,
            long inOldStateNanos,
            String causeIncidentId) {
        write(() -> {
            StateTransition event = new StateTransition();
            if (event.isEnabled()) {
                event.incidentId = incidentId;
                event.from = from;
                event.to = to;
                event.reason = clean(reason);
                event.owner = owner;
                event.inOldState = inOldStateNanos;
                event.causeIncidentId = causeIncidentId;
                event.commit();
            }
        });
    }

    /** A task dump that was taken, or was not to be had. */
    public void taskDump(String incidentId, String context, int totalTasks, long nanos, boolean written) {
        write(() -> {
            TaskDumpWritten event = new TaskDumpWritten();
            if (event.isEnabled()) {
                event.incidentId = incidentId;
                event.context = context;
                event.totalTasks = totalTasks;
                event.timeTaken = nanos;
                event.written = written;
                event.commit();
            }
        });
    }

    /** A recovery cycle: how many in a row have succeeded by now, and how many it takes. */
    public void recovery(String incidentId, int cycle, int needed, boolean successful) {
        write(() -> {
            Recovery event = new Recovery();
            if (event.isEnabled()) {
                event.incidentId = incidentId;
                event.cycle = cycle;
                event.needed = needed;
                event.successful = successful;
                event.commit();
            }
        });
    }

    /**
     * An experiment that begins, or is over.
     *
     * @param fired how often it has happened so far
     * @param whyEnded empty while it lasts
     */
    public void fault(
            String incidentId,
            String type,
            String target,
            long seed,
            long longestNanos,
            String owner,
            boolean dryRun,
            long fired,
            String whyEnded) {
        write(() -> {
            FaultInjected event = new FaultInjected();
            if (event.isEnabled()) {
                event.incidentId = incidentId;
                event.type = type;
                event.target = clean(target);
                event.seed = seed;
                event.longest = longestNanos;
                event.owner = clean(owner);
                event.dryRun = dryRun;
                event.fired = fired;
                event.whyEnded = whyEnded;
                event.commit();
            }
        });
    }
}
