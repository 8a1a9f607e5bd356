package io.resilienceagent.cause;

import io.resilienceagent.executor.Workplaces;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Ticker;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Finds out why a thread makes no progress, from outside: by its state, its stack, its processor time, the holders of
 * its locks and, on Linux, the system call that it waits in. It takes no lock of the host's and runs none of its code.
 */
public final class ThreadExaminer implements Examiner {
    /** In this order: what is certain comes before what is likely. */
    private static final List<Explanation> ORDER = List.of(
            new LoopEnd(),
            new Starvation(),
            new Deadlock(),
            new Recursion(),
            new Idle(),
            new LockWait(),
            new Sleep(),
            new Spin(),
            new BlockingIo(),
            new Unexplained());

    private final ThreadBeans threads = new ThreadBeans();
    private final Workplaces workplaces;
    private final Witness witness;
    private final PauseMeter pauses;
    private final Ticker ticker;
    private final Events events;
    private final UnaryOperator<String> redaction;

    /**
     * Creates the examiner of an agent.
     *
     * @param witness is asked for what was recorded of the thread
     * @param pauses its garbage collector's time does not count as time in which a thread could have computed
     * @param events is told of failures of our own
     * @param redaction takes secrets out of messages of the host's exceptions
     */
    public ThreadExaminer(
            Workplaces workplaces,
            Witness witness,
            PauseMeter pauses,
            Ticker ticker,
            Events events,
            UnaryOperator<String> redaction) {
        this.workplaces = workplaces;
        this.witness = witness;
        this.pauses = pauses;
        this.ticker = ticker;
        this.events = events;
        this.redaction = redaction;
    }

    @Override
    public Examination examine(Suspect suspect) {
        ThreadExamination examination = new ThreadExamination(this, suspect);
        examination.look();
        return examination;
    }

    ThreadBeans threads() {
        return threads;
    }

    Workplaces workplaces() {
        return workplaces;
    }

    Witness witness() {
        return witness;
    }

    PauseMeter pauses() {
        return pauses;
    }

    Ticker ticker() {
        return ticker;
    }

    Events events() {
        return events;
    }

    UnaryOperator<String> redaction() {
        return redaction;
    }

    /** The first explanation that holds; the last one always does. */
    static Finding explain(Seen seen) {
        for (Explanation explanation : ORDER) {
            Finding finding = explanation.of(seen);
            if (finding != null) {
                return finding;
            }
        }
        throw new IllegalStateException("no explanation for " + seen.loop());
    }
}
