package io.resilienceagent.executor;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The periodic tasks that were seen in scheduled pools. A pool drops a task that throws, in silence, and mostly nobody else
 * holds it: so it is remembered, weakly, and its exception is taken from it as soon as it has one. Thread-safe.
 */
final class PeriodicTasks {
    private static final int MOST_POOLS = 256;
    private static final int MOST_TASKS = 64;
    /** The state of a {@code FutureTask} that ended by an exception. */
    private static final int EXCEPTIONAL = 3;

    private final Fields fields;
    private final List<OfPool> pools = new ArrayList<>();

    PeriodicTasks(Fields fields) {
        this.fields = fields;
    }

    /** A pool's tasks, and what ended one of them. */
    private static final class OfPool extends WeakReference<Object> {
        private final List<WeakReference<Object>> tasks = new ArrayList<>();
        private Throwable endedBy;

        OfPool(Object pool) {
            super(pool);
        }

        boolean knows(Object task) {
            for (WeakReference<Object> known : tasks) {
                if (known.refersTo(task)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Takes note of these tasks of a pool, and of what became of those seen before. */
    synchronized void seen(Object pool, List<Object> periodic) {
        OfPool of = find(pool);
        if (of == null && pools.size() < MOST_POOLS && !periodic.isEmpty()) {
            of = new OfPool(pool);
            pools.add(of);
        }
        if (of != null) {
            look(of);
            for (Object task : periodic) {
                if (of.tasks.size() < MOST_TASKS && !of.knows(task)) {
                    of.tasks.add(new WeakReference<>(task));
                }
            }
        }
    }

    /** What ended a task of this pool; null when nobody knows of any. */
    synchronized Throwable endedBy(Object pool) {
        OfPool of = find(pool);
        if (of == null) {
            return null;
        }
        look(of);
        return of.endedBy;
    }

    private OfPool find(Object pool) {
        pools.removeIf(known -> known.refersTo(null));
        for (OfPool known : pools) {
            if (known.refersTo(pool)) {
                return known;
            }
        }
        return null;
    }

    private void look(OfPool of) {
        for (Iterator<WeakReference<Object>> known = of.tasks.iterator(); known.hasNext(); ) {
            Object task = known.next().get();
            if (task == null) {
                known.remove();
            } else if (fields.number(task, "state") == EXCEPTIONAL
                    && fields.read(task, "outcome") instanceof Throwable thrown) {
                of.endedBy = thrown;
                known.remove();
            }
        }
    }
}
