package io.resilienceagent.cause;

/** A loop that can tick no more: its thread has ended, or its pool has forgotten the task that ticked. */
final class LoopEnd implements Explanation {
    @Override
    public Finding of(Seen seen) {
        if (seen.looks().last().activity() == Activity.ENDED) {
            return ended(seen, "its thread " + seen.suspect().thread().getName() + " has ended", "thread");
        }
        if (seen.suspect().inTick() || seen.workplace() == null) {
            return null;
        }
        Duty duty = seen.looks().last().duty();
        boolean threw = seen.suspect().lastThrown() != null
                && isScheduledPool(seen.workplace().type());
        // Asked last: the answer may take a walk through a long queue.
        boolean mayBeGone = threw || (duty.idle() && duty.queued() <= 0);
        if (mayBeGone && !seen.workplace().hasPeriodicTask()) {
            return ended(seen, "its pool has no periodic task any more", "periodic_task");
        }
        // Other periodic tasks may be there still: that the last tick threw tells that this one is gone.
        return threw && duty.idle()
                ? ended(seen, "its pool is idle and its last tick threw, which ends a periodic task", "periodic_task")
                : null;
    }

    private static boolean isScheduledPool(String type) {
        return type.endsWith("ScheduledThreadPoolExecutor");
    }

    private static Finding ended(Seen seen, String how, String what) {
        Throwable thrown = seen.suspect().lastThrown();
        if (thrown == null && seen.workplace() != null) {
            // Thrown around the tick, so not out of it: the task itself knows.
            thrown = seen.workplace().endedBy();
        }
        String by = thrown == null ? "" : Thrown.text(thrown, seen.redaction());
        boolean dropped = what.equals("periodic_task")
                && thrown != null
                && seen.workplace() != null
                && isScheduledPool(seen.workplace().type());
        return new Evidence(seen.loop() + " will not tick again: " + how + (by.isEmpty() ? "" : "; ended by " + by))
                .with("ended", what)
                .with("ended_by", by.isEmpty() ? "unknown: nothing was thrown out of its last tick" : by)
                .with("ended_at", thrown == null ? null : Thrown.frames(thrown))
                .with(
                        "note",
                        dropped ? "a ScheduledThreadPoolExecutor drops a periodic task that throws, in silence" : null)
                .with(
                        "workplace",
                        seen.workplace() == null ? null : seen.workplace().type())
                .as(Cause.LOOP_DEAD);
    }
}
