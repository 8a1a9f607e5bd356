package io.resilienceagent.state;

import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that the state is on the disk. It writes on the thread of its caller, which is the house: neither the
 * host nor the stall detector ever waits for a disk. So a state reaches it within the pace of {@link #look}. While the
 * disk takes nothing the state is kept in memory, that is told once, and tried again each second. Thread-safe.
 */
public final class StateKeeper {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final StateFile file;
    private final StateMachine machine;
    private final Ticker ticker;
    private final EventLog log;
    private Standing saved;
    private boolean failing;
    private long failedAt;

    public StateKeeper(StateFile file, StateMachine machine, Ticker ticker, EventLog log) {
        this.file = file;
        this.machine = machine;
        this.ticker = ticker;
        this.log = log;
    }

    /** Writes what has changed, if it may be tried. Never throws. */
    public synchronized void look() {
        if (!machine.standing().equals(saved) && (!failing || ticker.nanos() - failedAt >= PAUSE)) {
            save();
        }
    }

    /**
     * Writes what has changed, now: what comes before the end of the process. Never throws.
     *
     * @return whether the disk has the state
     */
    public synchronized boolean save() {
        Standing standing = machine.standing();
        if (standing.equals(saved)) {
            return true;
        }
        try {
            file.write(standing);
        } catch (IOException | RuntimeException | Error failed) {
            failed(standing, failed);
            return false;
        }
        saved = standing;
        if (failing) {
            failing = false;
            log.notice("STATE_SAVED", "file=" + file.path() + " state=" + standing.state());
        }
        return true;
    }

    private void failed(Standing standing, Throwable why) {
        failedAt = ticker.nanos();
        log.failure("STATE_FILE_ERROR", file.path().toString(), why);
        if (!failing) {
            failing = true;
            log.critical(
                    "STATE_NOT_SAVED",
                    "file=" + file.path() + " state=" + standing.state() + " cause=\"" + why
                            + "\" the state is kept in memory and written as soon as that is possible");
        }
    }
}
