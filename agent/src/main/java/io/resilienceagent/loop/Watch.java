package io.resilienceagent.loop;

/**
 * What the checker knows of one thread of a loop. Written by the checker's thread; others may read {@link #busy} and
 * {@link #since}.
 */
final class Watch {
    private final Loop loop;
    private final Pulse pulse;
    private final String thread;
    private final long threadId;
    private final Since since = new Since();
    private long seenAt;
    private long mark;
    private volatile boolean busy;

    /** A thread that the loop is first seen on. */
    Watch(Loop loop, Pulse pulse, Thread thread, CheckerTime time) {
        this.loop = loop;
        this.pulse = pulse;
        this.thread = thread == null ? "" : thread.getName();
        this.threadId = thread == null ? 0 : thread.getId();
        pulse.sample();
        mark = pulse.mark();
        busy = pulse.busy();
        seenAt = time.now();
        progressed(time, time.before());
    }

    private void progressed(CheckerTime time, long lastSeen) {
        if (pulse.isTimed()) {
            since.noted(time, pulse.at());
        } else {
            since.now(time, lastSeen);
        }
    }

    /** Looks at the thread; true when it made progress since the last time. */
    boolean look(CheckerTime time) {
        pulse.sample();
        boolean progress = pulse.mark() != mark || pulse.busy() != busy;
        if (progress) {
            // A thread that notes the time notes how long its ticks are too.
            if (busy && !pulse.isTimed()) {
                loop.ticked(since.clockAge(time));
            }
            mark = pulse.mark();
            busy = pulse.busy();
            progressed(time, seenAt);
        }
        seenAt = time.now();
        pulse.pace(seenAt);
        return progress;
    }

    /** Whether the thread has made progress since it was looked at; the next look will take note. */
    boolean wentOn() {
        pulse.sample();
        return pulse.mark() != mark || pulse.busy() != busy;
    }

    Loop loop() {
        return loop;
    }

    Pulse pulse() {
        return pulse;
    }

    /** The thread's name when it was first seen. */
    String thread() {
        return thread;
    }

    long threadId() {
        return threadId;
    }

    long mark() {
        return mark;
    }

    boolean busy() {
        return busy;
    }

    /** When the thread last made progress. */
    Since since() {
        return since;
    }

    /** When the thread was last looked at. */
    long seenAt() {
        return seenAt;
    }
}
