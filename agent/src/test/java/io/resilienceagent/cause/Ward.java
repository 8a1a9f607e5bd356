package io.resilienceagent.cause;

import static org.awaitility.Awaitility.await;

import io.resilienceagent.bind.Opener;
import io.resilienceagent.executor.Workplaces;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.testing.RecordedEvents;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.bytebuddy.agent.ByteBuddyAgent;

/** Threads that really hang, and the examiner that looks at them. Closing it interrupts them. */
final class Ward implements AutoCloseable {
    /** What a thread does. */
    interface Illness {
        void suffer() throws Exception;
    }

    final RecordedEvents events = new RecordedEvents();
    private final List<Thread> threads = new ArrayList<>();

    /** As the agent opens packages. */
    static Opener opener() {
        Instrumentation instrumentation = ByteBuddyAgent.install();
        return type -> instrumentation.redefineModule(
                type.getModule(),
                Set.of(),
                Map.of(),
                Map.of(type.getPackageName(), Set.of(Ward.class.getModule())),
                Set.of(),
                Map.of());
    }

    Thread start(String name, Illness illness) {
        Thread thread = new Thread(
                () -> {
                    try {
                        illness.suffer();
                    } catch (Exception cured) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    /** Waits until the thread rests: in the same place, without computing, inside a method of that name. */
    static void awaitRest(Thread thread, String inMethod) {
        await().until(() -> {
            long cpu = cpuNanos(thread);
            StackTraceElement[] before = thread.getStackTrace();
            return inside(before, inMethod) && Arrays.equals(before, thread.getStackTrace()) && cpu == cpuNanos(thread);
        });
    }

    /** Waits until a method of that name is on its stack. */
    static void awaitInside(Thread thread, String method) {
        await().until(() -> inside(thread.getStackTrace(), method));
    }

    private static boolean inside(StackTraceElement[] frames, String method) {
        return Arrays.stream(frames).anyMatch(frame -> frame.getMethodName().equals(method));
    }

    private static long cpuNanos(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
    }

    ThreadExaminer examiner(Workplaces workplaces, UnaryOperator<String> redaction) {
        return new ThreadExaminer(workplaces, Witness.none(), PauseMeter.none(), Ticker.system(), events, redaction);
    }

    Examination examine(Thread thread) {
        return examiner(any -> Optional.empty(), UnaryOperator.identity())
                .examine(new Suspect("MarketLoop", thread, "", true, null));
    }

    /** Three looks and a verdict. */
    Finding verdict(Thread thread) {
        Examination examination = examine(thread);
        examination.look();
        examination.look();
        Finding finding = examination.verdict();
        if (!events.failures.isEmpty()) {
            throw new AssertionError(events.failures.toString());
        }
        return finding;
    }

    @SuppressWarnings("unchecked") // such facts are lists of texts
    static List<String> texts(Map<String, Object> facts, String name) {
        return (List<String>) facts.get(name);
    }

    @SuppressWarnings("unchecked") // such facts are lists of facts
    static List<Map<String, Object>> parts(Finding finding, String name) {
        return (List<Map<String, Object>>) finding.evidence().get(name);
    }

    @SuppressWarnings("unchecked") // such facts are facts by name
    static Map<String, Object> part(Finding finding, String name) {
        return (Map<String, Object>) finding.evidence().get(name);
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
