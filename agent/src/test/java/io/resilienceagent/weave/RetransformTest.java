package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.MethodPattern;
import io.resilienceagent.policy.Where;
import io.resilienceagent.testing.RecordedEvents;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;

/** Classes that were loaded before their pattern: woven in one batch, and one by one where the JVM refuses the batch. */
class RetransformTest {
    private final RecordedEvents events = new RecordedEvents();
    private final List<Class<?>> woven = new ArrayList<>();
    private final List<Class<?>> loaded = new ArrayList<>(List.of(Broken.class, Sound.class));
    /** One is loaded whenever somebody has looked at those that are. */
    private final List<Class<?>> comeLater = new ArrayList<>();

    private int batches;

    @Test
    void aClassThatCannotBeWovenDoesNotKeepTheOthersFromIt() throws Exception {
        Weaver weaver = new Weaver(refusing(Broken.class), Bridge.install(ByteBuddyAgent.install()), events);
        weaver.install(Map.of("call", rule("io.resilienceagent.weave.RetransformTest$*#call")), List.of());
        weaver.start();
        assertTrue(woven.contains(Sound.class));
        assertTrue(
                events.failures.stream().anyMatch(told -> told.contains(Broken.class.getName())),
                events.failures.toString());
        assertTrue(
                weaver.report().problems().stream().anyMatch(told -> told.contains(Broken.class.getName())),
                weaver.report().problems().toString());
    }

    @Test
    void classesAreWovenInOneBatch() throws Exception {
        Weaver weaver = new Weaver(refusing(null), Bridge.install(ByteBuddyAgent.install()), events);
        weaver.install(Map.of("call", rule("io.resilienceagent.weave.RetransformTest$*#call")), List.of());
        weaver.start();
        assertTrue(woven.containsAll(List.of(Sound.class, Broken.class)));
        assertEquals(1, batches);
    }

    @Test
    void aClassThatWasBeingDefinedIsWovenWhenItIsThere() throws Exception {
        Weaver weaver = new Weaver(refusing(null), Bridge.install(ByteBuddyAgent.install()), events);
        weaver.install(Map.of("call", rule("io.resilienceagent.weave.RetransformTest$*#call")), List.of());
        comeLater.addAll(List.of(Late.class, Later.class));
        weaver.start();
        assertEquals(List.of(Broken.class, Sound.class, Late.class, Later.class), woven);
        assertEquals(3, batches);
    }

    @Test
    void whoeverDefinesClassesWithoutEndDoesNotHoldTheReloadUp() throws Exception {
        Weaver weaver = new Weaver(refusing(null), Bridge.install(ByteBuddyAgent.install()), events);
        weaver.install(Map.of("call", rule("io.resilienceagent.weave.RetransformTest$*#call")), List.of());
        comeLater.addAll(List.of(Late.class, Later.class, OneMore.class, OneTooMany.class));
        weaver.start();
        assertEquals(4, batches);
    }

    /** Instrumentation that weaves nothing, and refuses a batch with this class in it. */
    private Instrumentation refusing(Class<?> refused) {
        Instrumentation real = ByteBuddyAgent.install();
        return (Instrumentation) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Instrumentation.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "addTransformer" -> {
                            return null;
                        }
                        case "getAllLoadedClasses" -> {
                            Class<?>[] now = loaded.toArray(Class<?>[]::new);
                            if (!comeLater.isEmpty()) {
                                loaded.add(comeLater.remove(0));
                            }
                            return now;
                        }
                        case "retransformClasses" -> {
                            List<Class<?>> classes = Arrays.asList((Class<?>[]) arguments[0]);
                            if (classes.contains(refused)) {
                                throw new VerifyError("as some other agent left it");
                            }
                            batches++;
                            woven.addAll(classes);
                            return null;
                        }
                        default -> {
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }
                    }
                });
    }

    private static JoinPointRule rule(String on) {
        return JoinPointRule.plain(
                List.of(MethodPattern.parse(on)),
                JoinPointKind.ANY,
                Optional.empty(),
                new Where("test.yaml", 1, 1, "join_points.call"));
    }

    /** A class that can be woven. */
    static class Sound {
        void call() {}
    }

    /** Classes that are loaded in the middle. */
    static class Late {
        void call() {}
    }

    static class Later {
        void call() {}
    }

    static class OneMore {
        void call() {}
    }

    static class OneTooMany {
        void call() {}
    }

    /** A class that the JVM does not take back. */
    static class Broken {
        void call() {}
    }
}
