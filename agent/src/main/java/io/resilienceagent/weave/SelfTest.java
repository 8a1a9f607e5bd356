package io.resilienceagent.weave;

import io.resilienceagent.bind.Slots;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardChain;
import io.resilienceagent.guard.GuardSlot;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.JoinPointTally;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.MethodPattern;
import io.resilienceagent.policy.Where;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Weaves a class of our own, {@link Canary}, calls it, and sees whether a guard stood in the way. A JDK that changed
 * under an agent has more than once made it blind without a word.
 */
public final class SelfTest {
    private static final String CLASS = "io.resilienceagent.weave.Canary";
    private static final String JOIN_POINT = "self-test";

    private final Weaver weaver;

    public SelfTest(Weaver weaver) {
        this.weaver = weaver;
    }

    /** Empty when the weaving works in this JVM, else what went wrong. Puts no policy in force that stays. */
    public Optional<String> run() {
        JoinPointRule rule = rule();
        GuardChain chain = new GuardChain(
                JOIN_POINT,
                JoinPointKind.ANY,
                List.of(new GuardSlot(new Refuser(), true, true)),
                null,
                new JoinPointTally(Ticker.system()),
                Events.none(),
                (nanos, task) -> () -> {});
        JoinPoint joinPoint = new JoinPoint(JOIN_POINT, rule, chain, new Slots(Map.of()).paths(), null);
        try {
            Object answer = weaver.tryOut(joinPoint, () -> canary(joinPoint).call());
            return Refuser.ANSWER.equals(answer)
                    ? Optional.empty()
                    : Optional.of("a woven method of the agent's own ran unguarded and answered '" + answer + "'");
        } catch (Throwable broken) {
            return Optional.of("weaving a class of the agent's own failed: " + broken);
        }
    }

    private Callable<?> canary(JoinPoint joinPoint) throws Exception {
        byte[] bytes;
        try (InputStream in = SelfTest.class.getResourceAsStream("Canary.class")) {
            bytes = in.readAllBytes();
        }
        byte[] woven = weaver.weave(bytes, joinPoint);
        return (Callable<?>)
                new Cage(woven).loadClass(CLASS).getDeclaredConstructor().newInstance();
    }

    private static JoinPointRule rule() {
        return JoinPointRule.plain(
                List.of(MethodPattern.parse(CLASS + "#call")),
                JoinPointKind.ANY,
                Optional.empty(),
                new Where("self-test", 0, 0, JOIN_POINT));
    }

    /** Denies every call, with an answer by which the test knows it. */
    private static final class Refuser implements Guard {
        static final String ANSWER = "refused";

        @Override
        public String name() {
            return JOIN_POINT;
        }

        @Override
        public Object before(Invocation call) {
            return Denial.answering("SELF_TEST", "this is the self-test", ANSWER);
        }

        @Override
        public void after(Invocation call, Object permit) {
            throw new AssertionError("a denied call has no outcome");
        }
    }

    /** Keeps the woven canary apart from the one that the agent's loader may have. */
    private static final class Cage extends ClassLoader {
        private final byte[] woven;

        Cage(byte[] woven) {
            super(ClassLoader.getPlatformClassLoader());
            this.woven = woven;
        }

        @Override
        protected Class<?> findClass(String name) {
            return defineClass(name, woven, 0, woven.length);
        }
    }
}
