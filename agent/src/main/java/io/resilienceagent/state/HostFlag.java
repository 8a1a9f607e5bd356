package io.resilienceagent.state;

import io.resilienceagent.bind.Opener;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.policy.ClassMember;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The host's own boolean field, which is true while the agent refuses new risk. What the agent put up it takes down
 * again; a flag that the host had put up itself stays the host's. While it is to be up it is put up again at each
 * look: a host that takes it down would believe that it trades, and have every order refused. Thread-safe.
 */
public final class HostFlag implements StateListener {
    private static final long SEARCH_PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final ClassMember member;
    private final Opener opener;
    private final Function<String, List<Class<?>>> initialized;
    private final BooleanSupplier up;
    private final Ticker ticker;
    private final Events events;
    private final Object lock = new Object();
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
    private final Set<FlagHolder> holders = new LinkedHashSet<>();
    /** Found once per class; a class that has no such field is told once, and is null here. */
    private final ClassValue<Optional<FlagField>> fields = new ClassValue<>() {
        @Override
        protected Optional<FlagField> computeValue(Class<?> type) {
            synchronized (asked) {
                asked.add(type);
            }
            return field(type);
        }
    };

    /** The classes that keep what {@link #fields} found of them, and the agent with it. */
    private final Set<Class<?>> asked = Collections.newSetFromMap(new WeakHashMap<>());

    /** Whom a method was called on last, mostly the one whom it is called on next. */
    private volatile WeakReference<Object> last = new WeakReference<>(null);

    private volatile boolean known;
    private volatile boolean ofObjects;
    private volatile boolean closed;
    private volatile boolean wasUp;
    private long searchedAt;

    /**
     * @param member a field
     * @param initialized finds the initialized classes of a name; asked on the house's thread
     * @param up whether the flag is to be up
     */
    public HostFlag(
            ClassMember member,
            Opener opener,
            Function<String, List<Class<?>>> initialized,
            BooleanSupplier up,
            Ticker ticker,
            Events events) {
        this.member = member;
        this.opener = opener;
        this.initialized = initialized;
        this.up = up;
        this.ticker = ticker;
        this.events = events;
        this.searchedAt = ticker.nanos() - SEARCH_PAUSE;
    }

    /** The field, as the policy names it. */
    public ClassMember member() {
        return member;
    }

    /** Takes note of a live object of the class; on the host's thread. Never throws. */
    public void seen(Object object) {
        if (closed || last.refersTo(object)) {
            return;
        }
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(member.className())) {
                take(object, type);
                last = new WeakReference<>(object);
                return;
            }
        }
    }

    private void take(Object object, Class<?> type) {
        FlagField field = fields.get(type).orElse(null);
        if (field == null) {
            return;
        }
        synchronized (lock) {
            forgetTheGone();
            FlagHolder holder = new FlagHolder(field.isStatic() ? type : object, field, gone);
            ofObjects |= !field.isStatic();
            if (holders.add(holder)) {
                known = true;
                follow(holder);
            }
        }
    }

    private void forgetTheGone() {
        for (Reference<?> dead = gone.poll(); dead != null; dead = gone.poll()) {
            holders.remove(dead);
        }
    }

    private Optional<FlagField> field(Class<?> type) {
        try {
            return Optional.of(FlagField.of(type, member.name(), opener));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unusable) {
            events.failure("HOST_FLAG_UNUSABLE", member + " of " + type.getClassLoader(), unusable);
            return Optional.empty();
        }
    }

    /** The flag follows at once. */
    @Override
    public void changed(Transition transition) {
        followAll();
    }

    /** Looks for a class that has the flag, and puts right what the host has changed meanwhile. On the house's thread. */
    public void look() {
        search();
        if (wasUp || up.getAsBoolean()) {
            followAll();
        }
    }

    /** No object needs to be made for a static field: its class is looked for, until objects are known to have it. */
    private void search() {
        long now = ticker.nanos();
        if (ofObjects || now - searchedAt < SEARCH_PAUSE * (known ? 60 : 1)) {
            return;
        }
        searchedAt = now;
        try {
            for (Class<?> type : initialized.apply(member.className())) {
                if (fields.get(type).filter(FlagField::isStatic).isPresent()) {
                    take(type, type);
                }
            }
        } catch (RuntimeException | LinkageError failed) {
            events.failure("HOST_FLAG_ERROR", member.toString(), failed);
        }
    }

    private void followAll() {
        synchronized (lock) {
            wasUp = isUp();
            forgetTheGone();
            for (FlagHolder holder : holders) {
                follow(holder);
            }
        }
    }

    private void follow(FlagHolder holder) {
        try {
            holder.follow(isUp());
        } catch (RuntimeException | Error failed) {
            events.failure("HOST_FLAG_ERROR", member.toString(), failed);
        }
    }

    private boolean isUp() {
        return !closed && up.getAsBoolean();
    }

    /** Gives the flag back, down where the agent had put it up: when the policy names another one, or none. */
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        followAll();
        synchronized (asked) {
            asked.forEach(fields::remove);
        }
    }

    /** Why the flag has had no effect so far; empty where an object or a class is known that has it. */
    public Optional<String> withoutEffect() {
        return known
                ? Optional.empty()
                : Optional.of("host_flag " + member + ": no object of " + member.className()
                        + " has been made, and no class of this name has such a static field");
    }
}
