package io.resilienceagent.chaos.transport;

import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.Invocation;

/**
 * The fault point of a transport, which no call of the agent's own ever reaches: neither one by a thread of the agent's, nor
 * one that a fault makes while it strikes. Thread-safe.
 */
public final class TransportPoint implements Guard {
    /** Up while a fault is at work on the thread; JDK types only, so that nothing of ours stays on it. */
    private static final ThreadLocal<boolean[]> STRIKING = new ThreadLocal<>();

    private static final Object SPARED = new Object();

    private final Guard point;

    /** @param point decides whether a call is struck, and strikes it */
    public TransportPoint(Guard point) {
        this.point = point;
    }

    @Override
    public String name() {
        return point.name();
    }

    @Override
    public boolean mayPretend() {
        return true;
    }

    @Override
    public boolean repeatsSuccess() {
        return point.repeatsSuccess();
    }

    @Override
    public Object before(Invocation call) {
        boolean[] striking = flag();
        if (striking[0] || OwnThreads.isCurrent()) {
            return SPARED;
        }
        striking[0] = true;
        try {
            return point.before(call);
        } finally {
            striking[0] = false;
        }
    }

    @Override
    public void after(Invocation call, Object permit) {
        if (permit == SPARED) {
            return;
        }
        boolean[] striking = flag();
        boolean outer = striking[0];
        striking[0] = true;
        try {
            point.after(call, permit);
        } finally {
            striking[0] = outer;
        }
    }

    @Override
    public Denial release(Invocation call, Object permit, Denial denial) {
        return permit == SPARED ? denial : point.release(call, permit, denial);
    }

    private static boolean[] flag() {
        boolean[] known = STRIKING.get();
        if (known == null) {
            known = new boolean[1];
            STRIKING.set(known);
        }
        return known;
    }
}
