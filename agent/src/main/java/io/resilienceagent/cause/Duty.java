package io.resilienceagent.cause;

import io.resilienceagent.executor.Workplace;

/**
 * What a thread's workplace looked like at one look.
 *
 * @param idle whether the thread waited for work
 * @param completed tasks ended so far; -1 where nobody counts
 * @param queued tasks that wait; -1 where nobody can tell
 */
record Duty(boolean idle, long completed, int queued) {
    static Duty of(Workplace workplace) {
        return new Duty(workplace.idle(), workplace.completed(), workplace.queued());
    }
}
