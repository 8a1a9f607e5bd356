package io.resilienceagent.flight;

import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Redaction;
import java.time.Instant;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/**
 * Writes what the agent sees into the JVM's flight recording, if one runs. Costs next to nothing where none does. A JVM
 * without the flight recorder is told so once. Thread-safe; never throws.
 */
public final class FlightLog implements AutoCloseable {
    /** What a recording shows as "not available". */
    private static final long NOT_KNOWN = Long.MIN_VALUE;

    private final Events events;
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

    /** One that is only asked whether anybody records its kind: so that asking makes no garbage. */
    private static final class Asked {
        static final LoopTick TICK = new LoopTick();
    }

    /** A recorder that nobody started records nothing, and to wake it takes longer than all else that an event tells of. */
    private void write(Writing writing) {
        wake(() -> {
            if (FlightRecorder.isInitialized()) {
                writing.write();
            }
        });
    }

    /** Also where nobody has started the recorder yet. */
    private void wake(Writing writing) {
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
        wake(() -> {
            for (Event event : new Event[] {
                new CallDenied(),
                new CircuitTransition(),
                new FaultInjected(),
                new LoopLag(),
                new LoopStall(),
                new OrderOutcome(),
                new Probe(),
                new Recovery(),
                new StateTransition(),
                new TaskDumpWritten(),
                Asked.TICK
            }) {
                event.begin();
            }
        });
    }

    /** Names of threads and words of people may hold a secret. */
    private static String clean(String text) {
        return Redaction.standard().of(text);
    }

    /** Whether a recording asks for ticks. Makes no garbage. */
    public boolean wantsTicks() {
        if (missing) {
            return false;
        }
        try {
            return Asked.TICK.isEnabled();
        } catch (Throwable noRecorder) {
            missing = MissingRecorder.tell(noRecorder, events);
            return false;
        }
    }

    /**
     * How a loop has ticked; times in nanoseconds.
     *
     * @param ticks how many ended
     * @param overNanos within which time
     * @param lastNanos how long the last one took; -1 where that is not known
     */
    public void tick(String loop, String thread, long ticks, long overNanos, long lastNanos, long longestNanos) {
        write(() -> {
            LoopTick event = new LoopTick();
            if (event.isEnabled()) {
                event.loop = clean(loop);
                event.loopThread = clean(thread);
                event.runTime = lastNanos < 0 ? NOT_KNOWN : lastNanos;
                event.ticks = ticks;
                event.sampledOver = overNanos;
                event.longest = longestNanos;
                event.commit();
            }
        });
    }

    /** Has {@code tell} called every five seconds while a recording asks for it, to call {@link #lag} for each loop. */
    public void periodically(Runnable tell) {
        wake(() -> {
            FlightRecorder.addPeriodicEvent(LoopLag.class, tell);
            periodic = tell;
        });
    }

    /** The agent leaves: the JVM's recorder asks it no more, and what is told from now on is not recorded. */
    @Override
    public void close() {
        Runnable asked = periodic;
        if (asked != null) {
            wake(() -> FlightRecorder.removePeriodicEvent(asked));
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

    /**
     * A stall that began, changed its cause, or is over; times in nanoseconds.
     *
     * @param causeIncidentId the incident that this follows from; null if none
     */
    public void stall(
            String incidentId,
            String loop,
            String thread,
            String cause,
            long limitNanos,
            long detectedAfterNanos,
            Instant stuckSince,
            long stalledNanos,
            boolean over,
            String causeIncidentId) {
        write(() -> {
            LoopStall event = new LoopStall();
            if (event.isEnabled()) {
                event.incidentId = incidentId;
                event.loop = clean(loop);
                event.loopThread = clean(thread);
                event.cause = cause;
                event.limit = limitNanos;
                event.detectedAfter = detectedAfterNanos;
                event.stuckSince = stuckSince.toEpochMilli();
                event.stalled = stalledNanos;
                event.over = over;
                event.causeIncidentId = causeIncidentId;
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
            Instant at,
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
                event.at = at.toEpochMilli();
                event.inOldState = inOldStateNanos;
                event.causeIncidentId = causeIncidentId;
                event.commit();
            }
        });
    }

    /** A task dump that was taken, or was not to be had. */
    public void taskDump(String incidentId, String context, int totalTasks, long nanos, long bytes, boolean written) {
        write(() -> {
            TaskDumpWritten event = new TaskDumpWritten();
            if (event.isEnabled()) {
                event.incidentId = incidentId;
                event.context = context;
                event.totalTasks = totalTasks;
                event.timeTaken = nanos;
                event.fileSize = bytes;
                event.written = written;
                event.commit();
            }
        });
    }

    /**
     * A recovery cycle: how many in a row have succeeded by now, and how many it takes.
     *
     * @param lacking what was lacking; empty when nothing was
     */
    public void recovery(String incidentId, String state, int cycle, int needed, String lacking) {
        write(() -> {
            Recovery event = new Recovery();
            if (event.isEnabled()) {
                event.incidentId = incidentId;
                event.state = state;
                event.cycle = cycle;
                event.needed = needed;
                event.successful = lacking.isEmpty();
                event.lacking = clean(lacking);
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
