package io.resilienceagent.loop;

import io.resilienceagent.cause.Cause;
import io.resilienceagent.cause.Examination;
import io.resilienceagent.cause.Finding;
import io.resilienceagent.cause.Suspect;
import io.resilienceagent.incident.IncidentId;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A loop that has made no progress for some time, from that moment until it goes on: a few looks at the suspect before the
 * limit has passed, the verdict when it has, then more looks, ever more seldom. Used by the checker's thread, but for {@link #proven}.
 */
final class Suspicion {
    /** At so many sixteenths of the limit the suspect is looked at: the verdict needs a past to compare with. */
    private static final int[] LOOKS = {8, 12, 15};

    private static final int WHOLE = 16;
    /** A pause that is a lesser part of the limit than one in so many is not told as the reason of anything. */
    private static final int WORTH_TELLING = 4;

    private static final long FIRST_UPDATE = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_UPDATE = TimeUnit.SECONDS.toNanos(10);

    private enum About {
        /** A tick is under way. */
        TICK,
        /** No tick begins. */
        REST,
        /** The last tick threw; was that the end? */
        END
    }

    private final Loop loop;
    private final Watch watch;
    private final About about;
    private final long mark;
    private final Since since;
    /** Kept, for {@link #since} moves on with the loop. */
    private final long earliest;

    private Examination examination;
    private int looks;
    private int missed;
    private boolean unfounded;
    private String incident;
    private Finding finding;
    private long detectedAfter;
    private long nextUpdate;
    private long pause = FIRST_UPDATE;
    private volatile boolean proven;

    private Suspicion(Loop loop, Watch watch, About about, long mark, Since since) {
        this.loop = loop;
        this.watch = watch;
        this.about = about;
        this.mark = mark;
        this.since = since;
        this.earliest = since.earliest();
    }

    /** The tick that is under way on a thread. */
    static Suspicion ofTick(Loop loop, Watch watch) {
        return new Suspicion(loop, watch, About.TICK, watch.mark(), watch.since());
    }

    /** The tick that does not begin after the loop's last. */
    static Suspicion ofRest(Loop loop, Watch last, long mark, Since progress) {
        return new Suspicion(loop, last, About.REST, mark, progress);
    }

    /** The tick that threw, and was the last. */
    static Suspicion ofEnd(Loop loop, Watch last, long mark, Since progress) {
        return new Suspicion(loop, last, About.END, mark, progress);
    }

    /** Whether it is about the tick now under way on this thread. */
    boolean isTick(Watch other) {
        return about == About.TICK && watch == other && mark == other.mark();
    }

    /** Whether it is about the rest that the loop now takes. */
    boolean isRest(long loopMark) {
        return about != About.TICK && mark == loopMark;
    }

    /** Whether the limit has passed and the loop is the one to blame. */
    boolean proven() {
        return proven;
    }

    /** Whether the loop was found to be resting, not dead. */
    boolean unfounded() {
        return unfounded;
    }

    /** Whether it grows serious: then a pause of the process must be seen as such, and its end at once. */
    boolean wantsCloseLooks(CheckerTime time, LoopTerms terms) {
        return proven || since.clockAge(time) >= terms.limitNanos() / 2;
    }

    /** Does what is due by now; answers in how many nanoseconds something more is. */
    long pursue(CheckerTime time, LoopTerms terms, Reports reports) {
        long limit = terms.limitNanos();
        if (proven) {
            return update(time, reports, limit);
        }
        long age = since.age(time, limit);
        if (age >= limit) {
            return judge(time, reports, limit);
        }
        // A short pause beside a tick that is nearly too long by itself is not worth an incident.
        boolean paused = since.pausedNanos(time, limit) >= limit / WORTH_TELLING;
        if (since.clockAge(time) >= limit && paused && since.excuse()) {
            reports.madeLate(loop.name(), time, since, limit);
        }
        if (about == About.END) {
            return limit - age;
        }
        while (looks < LOOKS.length && age >= share(limit, LOOKS[looks])) {
            looks++;
            if (looks == LOOKS.length || age < share(limit, LOOKS[looks])) {
                examine(reports);
            }
        }
        return (looks < LOOKS.length ? share(limit, LOOKS[looks]) : limit) - age;
    }

    private static long share(long limit, int sixteenths) {
        return limit / WHOLE * sixteenths;
    }

    private long judge(CheckerTime time, Reports reports, long limit) {
        examine(reports);
        if (missed == 1) {
            examine(reports);
        }
        if (watch.wentOn() || abandoned()) {
            // It went on while we looked: the next look at the loop says so.
            return 0;
        }
        Finding found = finding(reports);
        if (about == About.END && found.cause() != Cause.LOOP_DEAD) {
            unfounded = true;
            return Loop.NOT_DUE;
        }
        detectedAfter = Math.max(0, time.now() - earliest - since.pausedNanos(time, limit) - limit);
        incident = IncidentId.next("stall");
        Stall stall = stall(found, time, limit, false);
        finding = found;
        nextUpdate = time.now() + pause;
        proven = true;
        reports.stalled(stall);
        return pause;
    }

    private long update(CheckerTime time, Reports reports, long limit) {
        if (time.now() - nextUpdate >= 0) {
            examine(reports);
            if (abandoned()) {
                return 0;
            }
            finding = finding(reports);
            pause = Math.min(LONGEST_UPDATE, pause * 2);
            nextUpdate = time.now() + pause;
            reports.updated(stall(finding, time, limit, false));
        }
        return nextUpdate - time.now();
    }

    private void examine(Reports reports) {
        if (examination == null) {
            Thread thread = watch.pulse().thread();
            if (thread == null) {
                return;
            }
            boolean inTick = about == About.TICK;
            examination = reports.examine(new Suspect(
                    loop.name(),
                    thread,
                    watch.pulse().method(),
                    inTick,
                    watch.pulse().thrown()));
        } else {
            reports.look(examination);
        }
        boolean seen = examination == null || reports.onStack(examination);
        missed = seen ? 0 : missed + 1;
    }

    /** Twice in a row the tick's method was not on the stack: its exit could not tell the end. */
    private boolean abandoned() {
        boolean over =
                about == About.TICK && missed > 1 && !watch.pulse().method().isEmpty();
        if (over) {
            watch.pulse().abandon(mark);
        }
        return over;
    }

    private Finding finding(Reports reports) {
        if (examination != null) {
            return reports.verdict(examination);
        }
        if (watch.pulse().thread() != null) {
            return Reports.UNEXAMINED;
        }
        Throwable thrown = watch.pulse().thrown();
        return new Finding(
                Cause.LOOP_DEAD,
                thrown == null
                        ? Map.of("thread_ended", true)
                        : Map.of(
                                "thread_ended",
                                true,
                                "last_tick_threw",
                                thrown.getClass().getName()));
    }

    /** The suspicion is over: the loop goes on, or nobody watches it any more. */
    void end(CheckerTime time, LoopTerms terms, Reports reports) {
        if (proven) {
            proven = false;
            reports.ended(stall(finding, time, terms.limitNanos(), true));
        }
    }

    private Stall stall(Finding found, CheckerTime time, long limit, boolean over) {
        return new Stall(
                incident,
                loop.name(),
                watch.thread(),
                watch.threadId(),
                found,
                limit,
                detectedAfter,
                time.now() - earliest,
                over);
    }
}
