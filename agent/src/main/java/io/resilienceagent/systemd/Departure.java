package io.resilienceagent.systemd;

import io.resilienceagent.guard.Events;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Leaves the process with an exit code, whatever the host does: its shutdown hooks get their time, but a hook that hangs
 * does not keep a dead bot alive. Thread-safe; whoever asks for it goes on at once, since it may be asked for from a
 * thread that a hook waits for, or while an exit is already under way.
 */
public final class Departure {
    private static final int MOST_TRIES = 1000;

    private final Optional<Systemd> systemd;
    private final Duration deadline;
    private final Events events;
    /** Made beforehand: when the time comes the heap may be full. */
    private final Thread halting = daemon("resilience-halt", this::haltAfterDeadline);

    private final Thread exiting = daemon("resilience-exit", this::exit);
    private volatile ExitCode code = ExitCode.CRITICAL;
    private volatile String reason = "";
    /** Under this object's lock: an atomic would be linked at its first use, and that takes memory. */
    private boolean leaving;

    /**
     * @param systemd told that the process stops, and how long that may take; empty where there is none
     * @param deadline how long the host's shutdown hooks may take
     * @param events told {@code SYSTEM_EXIT}
     */
    public Departure(Optional<Systemd> systemd, Duration deadline, Events events) {
        this.systemd = systemd;
        this.deadline = deadline;
        this.events = events;
    }

    /**
     * Begins to leave. The first call counts.
     *
     * @param reason for the log, in a word or a quoted sentence
     * @return whether this was the first call
     */
    public synchronized boolean leave(ExitCode code, String reason) {
        if (leaving) {
            return false;
        }
        leaving = true;
        this.code = code;
        this.reason = reason;
        try {
            // First the thread that nothing can hold up: telling people may block on a pipe that is full.
            halting.start();
            exiting.start();
        } catch (Throwable noThread) {
            // Out of memory or of threads. The hooks need both, too.
            halt();
        }
        return true;
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        return thread;
    }

    private void exit() {
        try {
            events.notice("SYSTEM_EXIT", "exit_code=" + code.number() + " reason=" + reason);
            // Twice the hooks' time: systemd's patience must not end in the same moment as ours.
            systemd.ifPresent(notified -> notified.stopping(deadline.multipliedBy(2)));
        } finally {
            // Blocks for ever if the host's own exit is under way: then that one ends, or the other thread ends it.
            System.exit(code.number());
        }
    }

    private void haltAfterDeadline() {
        try {
            long begin = System.nanoTime();
            long patience = deadline.toNanos();
            for (long left = patience; left > 0; left = patience - (System.nanoTime() - begin)) {
                LockSupport.parkNanos(this, left);
                // An interrupt would keep the thread from parking; it has nothing to say here.
                Thread.interrupted();
            }
        } finally {
            halt();
        }
    }

    private void halt() {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            try {
                Runtime.getRuntime().halt(code.number());
            } catch (Throwable refused) {
                // Even this may find no memory; the next time it may.
            }
        }
    }
}
