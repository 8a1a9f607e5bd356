package io.resilienceagent.cause;

import io.resilienceagent.executor.Workplace;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The looks at one suspect. */
final class ThreadExamination implements Examination {
    /** So many threads of the process are searched per look for the suspect's: some 10 microseconds each. */
    private static final int SEARCHED_PER_LOOK = 32;
    /** Of how many looks a stack too deep for a look is counted at once; later only for verdicts. */
    private static final int COUNTED_LOOKS = 3;
    /** How much older than the first look the witness's memories may be. */
    private static final long WITNESSED_BEFORE_NANOS = 2_000_000_000L;

    private final ThreadExaminer examiner;
    private final Suspect suspect;
    private final Workplace workplace;
    private final Looks looks = new Looks();
    private final Depths depths = new Depths();
    private final long beganNanos;
    private final OsThread osThread;
    private int counted;

    ThreadExamination(ThreadExaminer examiner, Suspect suspect) {
        this.examiner = examiner;
        this.suspect = suspect;
        this.beganNanos = examiner.ticker().nanos();
        Thread thread = suspect.thread();
        this.osThread = thread == null
                ? null
                : new OsThread(thread.getName(), () -> examiner.threads().cpuNanos(thread));
        this.workplace = thread == null || suspect.inTick()
                ? null
                : examiner.workplaces().of(thread).orElse(null);
    }

    @Override
    public void look() {
        try {
            if (suspect.thread() != null) {
                take(false);
            }
        } catch (Throwable failure) {
            examiner.events().failure("EXAMINE", "look at " + suspect.loop(), failure);
        }
    }

    @Override
    public Finding verdict() {
        try {
            if (suspect.thread() == null) {
                return new Evidence(suspect.loop() + " has never ticked").as(Cause.UNKNOWN);
            }
            take(true);
            return complete(ThreadExaminer.explain(seen()));
        } catch (Throwable failure) {
            examiner.events().failure("EXAMINE", "verdict on " + suspect.loop(), failure);
            return new Finding(
                    Cause.UNKNOWN,
                    Map.of(
                            "summary",
                            "why " + suspect.loop() + " is stuck could not be examined: "
                                    + failure.getClass().getName()));
        }
    }

    @Override
    public boolean onStack() {
        if (suspect.thread() == null || looks.taken() == 0) {
            return false;
        }
        Look last = looks.last();
        if (suspect.method().isEmpty() || !last.whole()) {
            return last.activity() != Activity.ENDED;
        }
        for (StackTraceElement frame : last.frames()) {
            // Without building the name of each frame: a look at a healthy loop should leave little garbage.
            if (suspect.method().endsWith(frame.getMethodName())
                    && suspect.method().equals(Frames.method(frame))) {
                return true;
            }
        }
        return false;
    }

    private void take(boolean forVerdict) {
        Thread thread = suspect.thread();
        ThreadBeans threads = examiner.threads();
        long now = examiner.ticker().nanos();
        long cpu = threads.cpuNanos(thread);
        StackTraceElement[] frames = threads.stack(thread);
        Thread.State state = thread.getState();
        Doing doing = KnownFrames.doing(state, frames, LockSupport.getBlocker(thread) != null);
        if (doing.activity().isRunnable() && looks.taken() > 0) {
            osThread.search(SEARCHED_PER_LOOK);
        }
        long queued = doing.activity().isRunnable() ? osThread.queuedNanos() : -1;
        Duty duty = workplace == null ? null : Duty.of(workplace);
        Look.Times times = new Look.Times(cpu, queued, examiner.pauses().gcPausedNanos());
        Look look = new Look(now, state, doing, frames, times, duty);
        looks.add(look);
        if (look.whole()) {
            depths.add(now, frames.length);
        } else if (depths.last() < ThreadBeans.MOST_DEPTH && (forVerdict || counted++ < COUNTED_LOOKS)) {
            depths.add(now, threads.depth(thread));
        }
    }

    private Seen seen() {
        return new Seen(
                suspect,
                looks,
                looks.typical(),
                Share.of(looks.recent()),
                depths,
                workplace,
                examiner.threads(),
                osThread,
                examiner.redaction());
    }

    /** What every finding carries: the thread, its stack, what was recorded of it. */
    private Finding complete(Finding finding) {
        Look look = finding.cause() == Cause.DEADLOCK || finding.cause() == Cause.RUNAWAY_RECURSION
                ? looks.last()
                : looks.typical();
        Thread thread = suspect.thread();
        Evidence evidence = Evidence.part().withAll(finding.evidence());
        evidence.with("thread", thread.getName())
                .with("state", look.state().name())
                .with("in_tick", suspect.inTick());
        if (workplace != null && !suspect.inTick()) {
            evidence.with("running", workplace.running(looks.last().frames()));
        }
        if (ThreadBeans.isVirtual(thread)) {
            evidence.with("virtual", "the JVM tells neither processor time nor lock holders of a virtual thread");
        }
        evidence.with("looks", looks.taken())
                .with("stack", Frames.texts(look.frames(), Math.max(look.frames().length, depths.last())));
        return evidence.with("recorded", recorded()).as(finding.cause());
    }

    /** Without a witness the verdict stands as it is. */
    private Map<String, Object> recorded() {
        try {
            long nanos = examiner.ticker().nanos() - beganNanos + WITNESSED_BEFORE_NANOS;
            return examiner.witness().about(suspect.thread(), nanos);
        } catch (RuntimeException failure) {
            examiner.events().failure("EXAMINE", "witness of " + suspect.loop(), failure);
            return Map.of();
        }
    }
}
