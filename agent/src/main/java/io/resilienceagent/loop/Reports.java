package io.resilienceagent.loop;

import io.resilienceagent.cause.Cause;
import io.resilienceagent.cause.Examination;
import io.resilienceagent.cause.Examiner;
import io.resilienceagent.cause.Finding;
import io.resilienceagent.cause.Suspect;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Ticker;
import java.util.Map;

/**
 * All that the checker calls and does not own: whatever an examiner or a listener throws, an {@link OutOfMemoryError} too, is
 * counted, and the checker goes on. Measures how long these calls took, which is no pause of the process. Used by the checker's
 * thread alone.
 */
final class Reports {
    /** Made ahead: what is found when nobody could examine. */
    static final Finding UNEXAMINED = new Finding(Cause.UNKNOWN, Map.of("examined", false));

    private final Examiner examiner;
    private final StallListener listener;
    private final Events events;
    private final Ticker ticker;
    private final PauseReports pauses;
    private long elsewhere;

    Reports(Examiner examiner, StallListener listener, Events events, Ticker ticker) {
        this.examiner = examiner;
        this.listener = listener;
        this.events = events;
        this.ticker = ticker;
        this.pauses = new PauseReports(listener);
    }

    /** Null when that failed. */
    Examination examine(Suspect suspect) {
        long start = ticker.nanos();
        try {
            return examiner.examine(suspect);
        } catch (Throwable failure) {
            failed("examine", failure);
            return null;
        } finally {
            elsewhere += ticker.nanos() - start;
        }
    }

    void look(Examination examination) {
        long start = ticker.nanos();
        try {
            examination.look();
        } catch (Throwable failure) {
            failed("look", failure);
        } finally {
            elsewhere += ticker.nanos() - start;
        }
    }

    /** True where nobody can tell. */
    boolean onStack(Examination examination) {
        try {
            return examination.onStack();
        } catch (Throwable failure) {
            failed("stack", failure);
            return true;
        }
    }

    Finding verdict(Examination examination) {
        long start = ticker.nanos();
        try {
            return examination.verdict();
        } catch (Throwable failure) {
            failed("verdict", failure);
            return UNEXAMINED;
        } finally {
            elsewhere += ticker.nanos() - start;
        }
    }

    void stalled(Stall stall) {
        long start = ticker.nanos();
        try {
            listener.stalled(stall);
        } catch (Throwable failure) {
            failed("stalled", failure);
        } finally {
            elsewhere += ticker.nanos() - start;
        }
    }

    void updated(Stall stall) {
        long start = ticker.nanos();
        try {
            listener.updated(stall);
        } catch (Throwable failure) {
            failed("updated", failure);
        } finally {
            elsewhere += ticker.nanos() - start;
        }
    }

    void ended(Stall stall) {
        long start = ticker.nanos();
        try {
            listener.ended(stall);
        } catch (Throwable failure) {
            failed("ended", failure);
        } finally {
            elsewhere += ticker.nanos() - start;
        }
    }

    /** Whether somebody wants to know how loops tick. */
    boolean wantsTicks() {
        try {
            return listener.wantsTicks();
        } catch (Throwable failure) {
            failed("ticks", failure);
            return false;
        }
    }

    void ticked(TickSample sample) {
        long start = ticker.nanos();
        try {
            listener.ticked(sample);
        } catch (Throwable failure) {
            failed("ticks", failure);
        } finally {
            elsewhere += ticker.nanos() - start;
        }
    }

    /** A look has begun. */
    void lookBegins(CheckerTime time) {
        pauses.look(time);
    }

    /** A loop would be stalled but for pauses. */
    void madeLate(String loop, CheckerTime time, Since since, long limitNanos) {
        long start = ticker.nanos();
        try {
            pauses.madeLate(loop, time, since, limitNanos);
        } catch (Throwable failure) {
            failed("paused", failure);
        } finally {
            elsewhere += ticker.nanos() - start;
        }
    }

    /** All loops were looked at. */
    void lookEnds(long shortestLimitNanos, CheckerTime time) {
        long start = ticker.nanos();
        try {
            pauses.lookEnds(shortestLimitNanos, time);
        } catch (Throwable failure) {
            failed("paused", failure);
        } finally {
            elsewhere += ticker.nanos() - start;
        }
    }

    /** How long these calls took since the last time this was asked. */
    long takeElsewhereNanos() {
        long nanos = elsewhere;
        elsewhere = 0;
        return nanos;
    }

    /** Something of the checker's own failed; there may be no memory even to say so. */
    void failed(String where, Throwable failure) {
        try {
            events.failure("STALL_CHECKER_ERROR", where, failure);
        } catch (Throwable hopeless) {
            // The next look matters more.
        }
    }
}
