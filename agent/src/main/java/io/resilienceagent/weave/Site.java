package io.resilienceagent.weave;

import static java.lang.invoke.MethodType.methodType;

import io.resilienceagent.guard.ChainLink;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/**
 * One woven call. It belongs to the host's class and dies with it. What the class keeps is a call site of the JDK's: the JVM may
 * keep a version of the class that is no longer used, with all its call sites, for as long as it has machine code of it.
 */
final class Site {
    private static final MethodHandle RELINK;

    static {
        try {
            RELINK = MethodHandles.lookup().findVirtual(Site.class, "relink", methodType(MethodHandle.class));
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final MutableCallSite call;
    private final Linker linker;
    private final MethodHandles.Lookup caller;
    private final String phase;
    private final WovenAs as;
    private final MethodHandle unlinked;

    Site(Linker linker, MethodHandles.Lookup caller, String phase, MethodType type, WovenAs as) {
        this.call = new MutableCallSite(type);
        this.linker = linker;
        this.caller = caller;
        this.phase = phase;
        this.as = as;
        this.unlinked = MethodHandles.foldArguments(MethodHandles.exactInvoker(type), RELINK.bindTo(this));
        call.setTarget(unlinked);
    }

    /** What the host's class keeps of it. */
    MutableCallSite call() {
        return call;
    }

    /** The shape of the call. */
    MethodType type() {
        return call.type();
    }

    /** Whether it is the call before the host's method body, not the one behind it. */
    boolean isEntry() {
        return phase.equals(Linker.ENTER);
    }

    /** Whether it is the call behind the host's method body. */
    boolean isEnd() {
        return phase.equals(Linker.EXIT);
    }

    /** Whether it tells of an object of the host's. */
    boolean isSight() {
        return phase.equals(Linker.SEEN);
    }

    WovenAs as() {
        return as;
    }

    MethodHandles.Lookup caller() {
        return caller;
    }

    /**
     * Runs in place of the call, answers what the call then runs. While a host method that linking itself uses is
     * being linked this comes here again: that inner call is let through and stays unlinked.
     */
    MethodHandle relink() {
        boolean[] linking = Linking.underWay();
        if (linking[0]) {
            return MethodHandles.empty(type());
        }
        linking[0] = true;
        try {
            Generation current = linker.generation();
            MethodHandle target = linker.target(this, current).asType(type());
            call.setTarget(current.inForce().guardWithTest(target, unlinked));
            linker.linked(call, isEnd());
            return target;
        } catch (Throwable failure) {
            // The site stays unlinked and tries again at the next call; this one is let through or denied.
            linker.failed(this, failure);
            if (isSight()) {
                return MethodHandles.empty(type());
            }
            return isEntry() ? linker.unlinkedEntry(this, failure) : ChainLink.exit();
        } finally {
            linking[0] = false;
        }
    }

    /**
     * Whether the current thread is linking a call; JDK types only, so nothing of ours stays on the thread. A flag that
     * is there already takes no stack to put down again, so that it never stays up.
     */
    private static final class Linking {
        private static final ThreadLocal<boolean[]> UNDER_WAY = new ThreadLocal<>();

        static boolean[] underWay() {
            boolean[] known = UNDER_WAY.get();
            if (known == null) {
                known = new boolean[1];
                UNDER_WAY.set(known);
            }
            return known;
        }
    }
}
