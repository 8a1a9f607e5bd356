package io.resilienceagent.guard;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * State per key (a symbol, a chat user) in bounded memory. A full table makes room by forgetting an entry that has not
 * been used lately and says that it can leave; if none can, further keys share one overflow entry: they are guarded
 * more strictly than they need be, never less. Thread-safe; finding a known key neither locks nor allocates.
 *
 * <p>"Not lately" is the clock algorithm (second chance): entries stand in a ring, a use sets a mark, and the hand
 * takes the first entry without a mark, wiping marks as it passes. It is close to least-recently-used, and a use
 * writes nothing but a mark that is not yet there.
 *
 * @param <E> the state kept per key
 */
public final class KeyTable<E extends KeyTable.Entry> {
    /** The key of the entry that keys share when there is no room. */
    public static final String OVERFLOW = "(overflow)";

    private final int capacity;
    private final Function<String, E> maker;
    private final ConcurrentHashMap<String, E> entries = new ConcurrentHashMap<>();
    private final Queue<E> ring = new ArrayDeque<>();
    private volatile E overflow;

    /**
     * @param capacity how many keys are kept apart
     * @param maker makes the state of a new key; called with the table locked, so it must be quick
     */
    public KeyTable(int capacity, Function<String, E> maker) {
        this.capacity = capacity;
        this.maker = maker;
    }

    /** The state of a key, made if it is new; the overflow entry if it is new and there is no room. */
    public E entry(String key) {
        E known = entries.get(key);
        if (known == null) {
            return admit(key);
        }
        known.touch();
        return known;
    }

    /** Shows every entry, the overflow entry included, while no key can come or go. */
    public synchronized void each(Consumer<E> viewer) {
        entries.values().forEach(viewer);
        if (overflow != null) {
            viewer.accept(overflow);
        }
    }

    /** Shows every entry as {@link #each} does, but keeps nobody waiting: keys that come or go meanwhile may be shown or not. */
    public void view(Consumer<E> viewer) {
        entries.values().forEach(viewer);
        E shared = overflow;
        if (shared != null) {
            viewer.accept(shared);
        }
    }

    /** How many keys have a state of their own. */
    public int size() {
        return entries.size();
    }

    private synchronized E admit(String key) {
        E known = entries.get(key);
        if (known != null) {
            return known;
        }
        if (entries.size() >= capacity && !makeRoom(false) && !makeRoom(true)) {
            if (overflow == null) {
                overflow = maker.apply(OVERFLOW);
            }
            return overflow;
        }
        E fresh = maker.apply(key);
        entries.put(key, fresh);
        ring.add(fresh);
        return fresh;
    }

    private boolean makeRoom(boolean pressed) {
        for (int left = ring.size(); left > 0; left--) {
            E candidate = ring.remove();
            boolean used = candidate.wipe();
            if ((pressed || !used) && candidate.leave(pressed)) {
                entries.remove(candidate.key());
                return true;
            }
            ring.add(candidate);
        }
        return false;
    }

    /** State of one key. */
    public abstract static class Entry {
        private final String key;
        /** A plain field: a mark that is lost or seen late costs an entry a turn of the hand, nothing else. */
        private boolean used;

        protected Entry(String key) {
            this.key = key;
        }

        /** The key that this is the state of. */
        public final String key() {
            return key;
        }

        void touch() {
            if (!used) {
                used = true;
            }
        }

        boolean wipe() {
            boolean was = used;
            used = false;
            return was;
        }

        /**
         * Leaves the table if nothing is lost by it. An entry that answers true tells whoever still holds it to look
         * its key up again.
         *
         * @param pressed whether the table found nothing idle, so that what is only nearly idle has to leave too
         */
        protected abstract boolean leave(boolean pressed);
    }
}
