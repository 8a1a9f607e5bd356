package io.resilienceagent.weave;

import static java.lang.invoke.MethodType.methodType;

import io.resilienceagent.bind.Opener;
import io.resilienceagent.guard.ChainLink;
import io.resilienceagent.guard.Events;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.List;

/**
 * Decides what stands behind the two calls that each woven method makes. A call links itself when it is first run,
 * and again after each reload; where no rule is in force it is an empty method handle, which costs nothing.
 *
 * <p>No lambda and no lock here: this runs inside the host's calls, at moments when the JDK's own lambda machinery may
 * be what is being linked.
 */
public final class Linker {
    static final String ENTER = "enter";
    static final String EXIT = "exit";

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle RELINK;
    private static final MethodHandle LINK;

    static {
        try {
            RELINK = LOOKUP.findVirtual(Site.class, "relink", methodType(MethodHandle.class));
            LINK = LOOKUP.findVirtual(Linker.class, "link", Bridge.linkerType());
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Opener opener;
    private final Events events;
    private volatile Generation generation = Generation.of(List.of());

    Linker(Opener opener, Events events) {
        this.opener = opener;
        this.events = events;
    }

    /** What the bridge calls: {@link #link} of this linker. */
    MethodHandle handle() {
        return LINK.bindTo(this);
    }

    /** Puts a new generation in force; calls under way leave through the chain that they entered. */
    void install(Generation next) {
        Generation old = generation;
        generation = next;
        old.end();
    }

    Generation generation() {
        return generation;
    }

    private CallSite link(MethodHandles.Lookup caller, String phase, MethodType type, Object[] constants) {
        return new Site(this, caller, phase, type, WovenAs.of(constants));
    }

    private MethodHandle target(Site site, Generation current) {
        JoinPoint joinPoint = current.joinPoint(site.as.key());
        boolean enter = site.phase.equals(ENTER);
        if (joinPoint == null) {
            return enter ? MethodHandles.empty(site.type()) : ChainLink.exit();
        }
        HostMethod method = new HostMethod(site.caller, site.as, joinPoint, opener, events);
        try {
            return enter ? ChainLink.enter(joinPoint.chain(), method) : ChainLink.exit(joinPoint.chain(), method);
        } catch (Throwable failure) {
            events.failure("LINK_ERROR", site.as.toString(), failure);
            return enter ? ChainLink.enterUnlinked(joinPoint.chain(), method, failure) : ChainLink.exitUnlinked();
        }
    }

    /** One woven call. It belongs to the host's class and dies with it. */
    private static final class Site extends MutableCallSite {
        private final Linker linker;
        private final MethodHandles.Lookup caller;
        private final String phase;
        private final WovenAs as;
        private final MethodHandle unlinked;

        Site(Linker linker, MethodHandles.Lookup caller, String phase, MethodType type, WovenAs as) {
            super(type);
            this.linker = linker;
            this.caller = caller;
            this.phase = phase;
            this.as = as;
            this.unlinked = MethodHandles.foldArguments(MethodHandles.exactInvoker(type), RELINK.bindTo(this));
            setTarget(unlinked);
        }

        /**
         * Runs in place of the call, answers what the call then runs. While a host method that linking itself uses is
         * being linked this comes here again: that inner call is let through and stays unlinked.
         */
        private MethodHandle relink() {
            if (Linking.isUnderWay()) {
                return MethodHandles.empty(type());
            }
            Linking.begin();
            try {
                Generation current = linker.generation;
                MethodHandle target = linker.target(this, current).asType(type());
                setTarget(current.inForce().guardWithTest(target, unlinked));
                return target;
            } catch (Throwable failure) {
                linker.events.failure("LINK_ERROR", as.toString(), failure);
                setTarget(phase.equals(ENTER) ? MethodHandles.empty(type()) : ChainLink.exitUnlinked());
                return getTarget();
            } finally {
                Linking.end();
            }
        }
    }

    /** Whether the current thread is linking a call; JDK types only, so nothing of ours stays on the thread. */
    private static final class Linking {
        private static final ThreadLocal<boolean[]> UNDER_WAY = new ThreadLocal<>();

        static boolean isUnderWay() {
            return UNDER_WAY.get() != null;
        }

        static void begin() {
            UNDER_WAY.set(new boolean[0]);
        }

        static void end() {
            UNDER_WAY.remove();
        }
    }
}
