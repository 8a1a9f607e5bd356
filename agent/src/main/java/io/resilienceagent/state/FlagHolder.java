package io.resilienceagent.state;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/**
 * A live object of the host's, or a class, that has the flag. Two of the same object are equal; nothing is kept alive.
 * Guarded by the lock of {@link HostFlag}.
 */
final class FlagHolder extends WeakReference<Object> {
    /** The class itself keeps it, and it the class: here it must not. */
    private final WeakReference<FlagField> field;

    private final int hash;
    /** Whether the flag is up because the agent put it up. */
    private boolean ours;

    FlagHolder(Object holder, FlagField field, ReferenceQueue<Object> gone) {
        super(holder, gone);
        this.field = new WeakReference<>(field);
        this.hash = System.identityHashCode(holder);
    }

    /** Puts the flag up; or down again, if it was the agent who had put it up. */
    void follow(boolean up) {
        Object holder = get();
        FlagField flag = field.get();
        if (holder == null || flag == null) {
            return;
        }
        if (up && !flag.isUp(holder)) {
            flag.put(holder, true);
            ours = true;
        } else if (!up && ours) {
            ours = false;
            flag.put(holder, false);
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof FlagHolder same && get() != null && same.refersTo(get()));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
