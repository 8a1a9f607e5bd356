package io.resilienceagent.weave;

import io.resilienceagent.guard.ThreadEnd;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.MethodPattern;
import io.resilienceagent.policy.Where;
import java.io.InputStream;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Wakes Byte Buddy on a thread of its own while something else is done that does not know it: {@link Canary} is woven, and
 * thrown away. The JVM is not touched. What goes wrong is for the {@link SelfTest} to tell, which does the same in earnest.
 */
public final class Rehearsal {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NAME = "rehearsal";

    private final Pointcut pointcut;
    private final Thread thread;
    private volatile boolean woven;

    /** What the other thread may be initialising as well is initialised here, before there are two. */
    private Rehearsal() {
        MethodPattern pattern = MethodPattern.parse(Canary.class.getName() + "#call");
        JoinPointRule rule =
                JoinPointRule.plain(List.of(pattern), JoinPointKind.ANY, Optional.empty(), new Where(NAME, 0, 0, NAME));
        pointcut = new Pointcut(NAME, NAME, rule, pattern);
        thread = new Thread(null, this::weave, "resilience-" + NAME, 0, false);
        thread.setDaemon(true);
        // A host's loader must not be kept alive by a thread that happened to start us.
        thread.setContextClassLoader(null);
    }

    /** Begins; its end is to be awaited before anything else is asked of this package. */
    public static Rehearsal begin() {
        Rehearsal rehearsal = new Rehearsal();
        rehearsal.thread.start();
        return rehearsal;
    }

    /** Waits for its end; whatever it may hang in, no longer than ten seconds. */
    public void awaitEnd() {
        boolean unused = ThreadEnd.within(PATIENCE, thread);
    }

    /** Whether all went well. */
    boolean woven() {
        return woven;
    }

    private void weave() {
        try (InputStream in = Canary.class.getResourceAsStream("Canary.class")) {
            // What is woven here is never run: any method will do that has the shape of the bridge's.
            Method bridge = LambdaMetafactory.class.getMethod(
                    "altMetafactory", MethodHandles.Lookup.class, String.class, MethodType.class, Object[].class);
            Bytecode.Woven made = new Bytecode(bridge).weave(in.readAllBytes(), List.of(pointcut), Bytecode.Sight.NONE);
            woven = made.bytes() != null;
        } catch (Throwable left) {
            return;
        }
    }
}
