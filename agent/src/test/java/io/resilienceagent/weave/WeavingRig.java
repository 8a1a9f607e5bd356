package io.resilienceagent.weave;

import io.resilienceagent.bind.Slots;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardChain;
import io.resilienceagent.guard.GuardSlot;
import io.resilienceagent.guard.JoinPointTally;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.guard.Timer;
import io.resilienceagent.policy.Deny;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.MethodPattern;
import io.resilienceagent.policy.Where;
import io.resilienceagent.testing.RecordedEvents;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.agent.ByteBuddyAgent;

/** Weaves classes of a test in the test's own JVM; a join point a call, the last policy in force. */
final class WeavingRig implements AutoCloseable {
    private static final ScheduledExecutorService SCHEDULER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "test-timer");
        thread.setDaemon(true);
        return thread;
    });
    /** Runs what guards want done later, at its time. */
    static final Timer TIMER = (nanos, task) -> {
        var future = SCHEDULER.schedule(task, nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    };

    final RecordedEvents events = new RecordedEvents();
    final JoinPointTally tally = new JoinPointTally(Ticker.system());
    final Weaver weaver;
    private final Instrumentation instrumentation = ByteBuddyAgent.install();
    private ClassFileTransformer witness;
    private final Map<String, JoinPointRule> rules = new LinkedHashMap<>();
    private final List<JoinPoint> joinPoints = new ArrayList<>();
    private final List<InstanceWatch> watches = new ArrayList<>();
    private Slots slots = new Slots(Map.of());

    WeavingRig() {
        try {
            weaver = new Weaver(instrumentation, Bridge.install(instrumentation), events);
            weaver.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the guards of the join points that are added from now on read. */
    WeavingRig reading(Slots read) {
        slots = read;
        return this;
    }

    /** Adds a join point with these guards, outermost first; patterns are separated by blanks. */
    WeavingRig joinPoint(String name, JoinPointKind kind, String on, Optional<Deny> deny, Guard... guards) {
        JoinPointRule rule = JoinPointRule.plain(
                Arrays.stream(on.split(" ")).map(MethodPattern::parse).toList(),
                kind,
                deny,
                new Where("test.yaml", 1, 1, "join_points." + name));
        List<GuardSlot> slots = new ArrayList<>();
        for (Guard guard : guards) {
            slots.add(new GuardSlot(guard, true, kind == JoinPointKind.ORDER));
        }
        GuardChain chain = new GuardChain(name, kind, slots, null, tally, (Events) events, TIMER);
        rules.put(name, rule);
        joinPoints.add(new JoinPoint(name, rule, chain, this.slots.paths(), () -> null));
        return this;
    }

    /** Adds a join point without a {@code deny:}. */
    WeavingRig joinPoint(String name, String on, Guard... guards) {
        return joinPoint(name, JoinPointKind.ANY, on, Optional.empty(), guards);
    }

    /** Adds a watch for the objects of a class. */
    WeavingRig watch(InstanceWatch watch) {
        watches.add(watch);
        return this;
    }

    /** Puts all that was added in force. */
    WeavingRig inForce() {
        weaver.install(rules, joinPoints, watches);
        return this;
    }

    /** Runs this each time a class of the test is about to be woven anew. */
    void whileRetransforming(Runnable meanwhile) {
        witness = new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
                if (redefined != null && name.endsWith("DispatchHost")) {
                    meanwhile.run();
                }
                return null;
            }
        };
        instrumentation.addTransformer(witness, true);
    }

    /** Forgets all join points, as a policy without them would. */
    WeavingRig cleared() {
        rules.clear();
        joinPoints.clear();
        watches.clear();
        return this;
    }

    @Override
    public void close() {
        if (witness != null) {
            instrumentation.removeTransformer(witness);
        }
        cleared().inForce();
        instrumentation.removeTransformer(weaver);
    }
}
