package io.resilienceagent.loop;

import io.resilienceagent.executor.Workplaces;
import io.resilienceagent.guard.TickSlot;
import io.resilienceagent.guard.Ticks;

/**
 * A loop whose ticks are the calls of a join point, on one thread or on many.
 *
 * <p>Suspected is the oldest tick under way. Between ticks: the next tick, where the policy says how often the loop ticks; else only
 * a loop whose last tick threw, for an exception may have been its end.
 */
final class TickLoop extends Loop {
    private static final int LOOKS_AT_NEW = 5;

    private final Ticks ticks;
    private final Since progress = new Since();
    private volatile Watch oldest;
    private Watch last;
    private long beats = -1;
    private long acquitted = -1;
    private long unwatched;
    private boolean timed = true;
    private int unremembered;

    TickLoop(String name, LoopTerms terms, Ticks ticks) {
        super(name, terms);
        this.ticks = ticks;
    }

    Ticks tickTable() {
        return ticks;
    }

    @Override
    Suspicion suspect(CheckerTime time, Suspicion current) {
        Watch busy = lookAtThreads(time);
        if (busy != null) {
            return current != null && current.isTick(busy) ? current : Suspicion.ofTick(this, busy);
        }
        if (beats == 0 || last == null) {
            // It has not begun: when it is to begin nobody knows.
            return null;
        }
        if (terms().everyNanos() > 0) {
            return current != null && current.isRest(beats) ? current : Suspicion.ofRest(this, last, beats, progress);
        }
        if (last.pulse().thrown() == null || acquitted == beats) {
            return null;
        }
        if (current != null && current.isRest(beats)) {
            if (current.unfounded()) {
                acquitted = beats;
                return null;
            }
            return current;
        }
        return Suspicion.ofEnd(this, last, beats, progress);
    }

    /** The thread with the oldest tick under way; null when there is none. */
    private Watch lookAtThreads(CheckerTime time) {
        long all = ticks.droppedBeats();
        Watch busiest = null;
        boolean went = false;
        timed = true;
        for (TickSlot slot : ticks.slots()) {
            if (slot == null) {
                continue;
            }
            Watch watch = watch(slot);
            if (watch == null) {
                watch = fresh(slot, time);
            } else {
                // A tick that is found to be over counts too, though its beat was never told.
                went |= watch.look(time);
            }
            all += watch.mark();
            timed &= watch.pulse().isTimed() || watch.mark() == 0;
            ticked(slot.longestNanos());
            if (watch.busy()
                    && (busiest == null || watch.since().at() - busiest.since().at() < 0)) {
                busiest = watch;
            }
            if (last == null || watch.since().at() - last.since().at() > 0) {
                last = watch;
            }
        }
        if (all != beats || went) {
            beats = all;
            progressed(time);
        }
        if (busiest != null) {
            ticked(busiest.since().clockAge(time));
        }
        oldest = busiest;
        return busiest;
    }

    private void progressed(CheckerTime time) {
        boolean noted = last != null && last.pulse().isTimed() && last.since().at() - progress.at() > 0;
        if (noted) {
            progress.noted(time, last.since().at());
        } else {
            progress.now(time, time.before());
        }
    }

    /** A thread that ticks too often to note the time is dated by the looks that see it. */
    @Override
    boolean wantsCloseLooks(CheckerTime time) {
        return !timed || super.wantsCloseLooks(time);
    }

    /** What is known of the thread; null where it is new. */
    private Watch watch(TickSlot slot) {
        return slot.note() instanceof Watch known && known.loop() == this ? known : null;
    }

    private Watch fresh(TickSlot slot, CheckerTime time) {
        Watch fresh = new Watch(this, new TickPulse(slot), slot.get(), time);
        slot.note(fresh);
        unremembered = LOOKS_AT_NEW;
        return fresh;
    }

    /** As {@link #remember}, for a thread that is new: its first ticks may be its last. */
    void rememberNew(Workplaces workplaces) {
        // A pool has its task in its queue between two ticks only.
        if (unremembered > 0 && oldest == null) {
            unremembered--;
            remember(workplaces);
        }
    }

    /** Has the workplaces of its threads looked at, for the day on which its periodic task is gone. */
    void remember(Workplaces workplaces) {
        Thread thread = last == null ? null : last.pulse().thread();
        if (thread != null) {
            workplaces.remember(thread);
        }
    }

    /** Calls since this was last asked that could not be watched. */
    long newlyUnwatched() {
        long now = ticks.unwatched();
        long more = now - unwatched;
        unwatched = now;
        return more;
    }

    @Override
    Watch lastSeen() {
        return last;
    }

    @Override
    long ticks() {
        return ticks.count();
    }

    @Override
    boolean everTicked() {
        return ticks.anyEnded();
    }

    @Override
    boolean inTick() {
        for (TickSlot slot : ticks.slots()) {
            if (slot != null && slot.underWay(slot.beats())) {
                return true;
            }
        }
        return false;
    }

    @Override
    LoopStatus status(long now) {
        int threads = 0;
        for (TickSlot slot : ticks.slots()) {
            threads += slot == null || slot.isOver() ? 0 : 1;
        }
        Watch busy = oldest;
        LoopTerms terms = terms();
        long count = ticks();
        return new LoopStatus(
                name(),
                count,
                threads,
                busy == null ? 0 : Math.max(0, now - busy.since().at()),
                count == 0 ? -1 : Math.max(0, now - progress.at()),
                worst(),
                terms.limitNanos(),
                terms.everyNanos(),
                stalled());
    }
}
