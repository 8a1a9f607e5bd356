package io.resilienceagent.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The woven calls that were ever linked, weakly: for the one moment when the agent leaves. Then each gets a target of the
 * JDK's, so that classes which the JVM keeps in versions long gone keep nothing of the agent. Thread-safe.
 */
final class LinkedCalls {
    private final MethodHandle weakExit;
    private final Set<Known> known = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<MutableCallSite> unloaded = new ReferenceQueue<>();
    private volatile boolean over;

    /** @param weakExit ends calls that entered before the end, and keeps nothing of the agent */
    LinkedCalls(MethodHandle weakExit) {
        this.weakExit = weakExit;
    }

    private static final class Known extends WeakReference<MutableCallSite> {
        private final boolean end;

        Known(MutableCallSite call, boolean end, ReferenceQueue<MutableCallSite> unloaded) {
            super(call, unloaded);
            this.end = end;
        }
    }

    /** Takes note of a call. */
    void add(MutableCallSite call, boolean end) {
        for (Reference<?> gone = unloaded.poll(); gone != null; gone = unloaded.poll()) {
            known.remove(gone);
        }
        known.add(new Known(call, end, unloaded));
        linked(call, end);
    }

    /** A call has got another target: after the end it gets the last one once more. */
    void linked(MutableCallSite call, boolean end) {
        if (over) {
            release(call, end);
        }
    }

    /** Whether the agent has left. */
    boolean over() {
        return over;
    }

    /** Makes each call a no-op for good, one that may change a value answers with that very value; but for the ends of those under way. */
    void end() {
        over = true;
        for (Known each : known) {
            MutableCallSite call = each.get();
            if (call != null) {
                release(call, each.end);
            }
        }
    }

    private void release(MutableCallSite call, boolean end) {
        call.setTarget(end ? weakExit.asType(call.type()) : SkewedTime.untouched(call.type()));
    }
}
