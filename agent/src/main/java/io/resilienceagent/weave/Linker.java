package io.resilienceagent.weave;

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
    static final String SEEN = "seen";
    static final String TIME = "time";

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodHandle LINK;
    private static final MethodHandle SIGHT;

    static {
        try {
            LINK = LOOKUP.findVirtual(Linker.class, "link", Bridge.linkerType());
            SIGHT = LOOKUP.findVirtual(
                    Linker.class,
                    "sight",
                    MethodType.methodType(void.class, InstanceWatch.class, String.class, Object.class));
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /**
     * {@link #link} of this linker, which is what the bridge calls, and keeps weakly. It lives as long as this class: as long as any object of the agent's does,
     * a token on the stack of a call that is under way among them.
     */
    @SuppressWarnings({"NonFinalStaticField", "UnusedVariable"
    }) // written once in an agent; in tests the last weaver counts
    private static volatile MethodHandle inUse;

    private final Opener opener;
    private final Events events;
    private final LinkedCalls calls;
    private final SkewedTime time = new SkewedTime();
    private volatile Generation generation = Generation.of(List.of());

    /** @throws ReflectiveOperationException when the bridge is not what this agent expects */
    Linker(Bridge bridge, Opener opener, Events events) throws ReflectiveOperationException {
        this.opener = opener;
        this.events = events;
        this.calls = new LinkedCalls(bridge.weakExit(ChainLink.exit()));
        MethodHandle link = LINK.bindTo(this);
        keep(link);
        bridge.linkBy(link);
    }

    private static void keep(MethodHandle link) {
        inUse = link;
    }

    /** Puts a new generation in force, unless the agent has left; calls under way leave through the chain that they entered. */
    synchronized void install(Generation next) {
        if (calls.over()) {
            return;
        }
        Generation old = generation;
        generation = next;
        old.end();
    }

    /** From now on nothing is in force, for good, and no call of the host's keeps anything of the agent. */
    synchronized void leave() {
        install(Generation.of(List.of()));
        calls.end();
    }

    Generation generation() {
        return generation;
    }

    /** What woven code sees of the wall clock. */
    SkewedTime time() {
        return time;
    }

    CallSite link(MethodHandles.Lookup caller, String phase, MethodType type, Object[] constants) {
        if (phase.equals(TIME)) {
            MutableCallSite call = new MutableCallSite(time.handle(type));
            calls.add(call, false);
            return call;
        }
        Site site = new Site(this, caller, phase, type, WovenAs.of(constants));
        calls.add(site.call(), site.isEnd());
        return site.call();
    }

    /** A call has been linked, or linked anew. */
    void linked(MutableCallSite call, boolean end) {
        calls.linked(call, end);
    }

    MethodHandle target(Site site, Generation current) {
        if (site.isSight()) {
            InstanceWatch watch = current.watch(site.as().key());
            return watch == null
                    ? MethodHandles.empty(site.type())
                    : MethodHandles.insertArguments(
                            SIGHT, 0, this, watch, site.as().key());
        }
        JoinPoint joinPoint = current.joinPoint(site.as().key());
        boolean enter = site.isEntry();
        if (joinPoint == null) {
            return enter ? MethodHandles.empty(site.type()) : ChainLink.exit();
        }
        HostMethod method = new HostMethod(site.caller(), site.as(), joinPoint, opener, events);
        if (joinPoint.chain().isEmpty()) {
            return enter
                    ? ChainLink.enterUnguarded(joinPoint.chain(), method)
                    : ChainLink.exitUnguarded(joinPoint.chain());
        }
        return enter ? ChainLink.enter(joinPoint.chain(), method) : ChainLink.exit(joinPoint.chain(), method);
    }

    /** What an entry does that could not be linked: a decision that cannot be made denies, where one denies. */
    MethodHandle unlinkedEntry(Site site, Throwable failure) {
        JoinPoint joinPoint = generation.joinPoint(site.as().key());
        if (joinPoint == null) {
            return MethodHandles.empty(site.type());
        }
        HostMethod method = new HostMethod(site.caller(), site.as(), joinPoint, opener, events);
        return ChainLink.enterUnlinked(joinPoint.chain(), method, failure);
    }

    /** The host has made an object, or calls one. */
    void sight(InstanceWatch watch, String key, Object object) {
        try {
            watch.seen().accept(object);
        } catch (Throwable failure) {
            events.failure("SIGHT_ERROR", key, failure);
        }
    }

    void failed(Site site, Throwable failure) {
        events.failure("LINK_ERROR", site.as().toString(), failure);
    }
}
