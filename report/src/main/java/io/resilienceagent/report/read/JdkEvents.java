package io.resilienceagent.report.read;

import io.resilienceagent.report.story.Machine;
import io.resilienceagent.report.story.Pause;
import io.resilienceagent.report.story.Samples;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.story.Wait;
import io.resilienceagent.report.text.Shown;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;

/** What the JVM's own events tell. One for each chunk, since a stack is the same object only within one. */
final class JdkEvents {
    /** The leaf of a sample of a thread that was in native code, where it may as well have waited. */
    static final String NATIVE = "[in native code]";

    private static final String STACK_THREAD = "sampledThread";

    private final IdentityHashMap<RecordedStackTrace, Integer> stacks = new IdentityHashMap<>();
    private final Map<String, BiConsumer<RecordedEvent, Story>> kinds = Map.ofEntries(
            Map.entry("jdk.ExecutionSample", (event, story) -> sample(event, story, STACK_THREAD, false)),
            Map.entry("jdk.NativeMethodSample", (event, story) -> sample(event, story, STACK_THREAD, true)),
            Map.entry("jdk.CPUTimeSample", (event, story) -> sample(event, story, "eventThread", false)),
            Map.entry("jdk.GCPhasePause", JdkEvents::gc),
            Map.entry("jdk.ExecuteVMOperation", JdkEvents::operation),
            Map.entry("jdk.SafepointBegin", JdkEvents::safepoint),
            Map.entry("jdk.JavaMonitorEnter", JdkEvents::monitor),
            Map.entry("jdk.ThreadPark", JdkEvents::park),
            Map.entry("jdk.SocketRead", JdkEvents::socket),
            Map.entry("jdk.SocketWrite", JdkEvents::socket),
            Map.entry("jdk.FileRead", JdkEvents::file),
            Map.entry("jdk.FileWrite", JdkEvents::file),
            Map.entry("jdk.VirtualThreadPinned", JdkEvents::pinned),
            Map.entry("jdk.ThreadCPULoad", JdkEvents::threadCpu),
            Map.entry("jdk.CPULoad", JdkEvents::cpu),
            Map.entry("jdk.JVMInformation", JdkEvents::jvm),
            Map.entry("jdk.CPUInformation", JdkEvents::processors),
            Map.entry("jdk.ThreadDump", JdkEvents::dump),
            Map.entry("jdk.DataLoss", (event, story) -> story.machine().lost(Fields.number(event, "amount"))));

    /** Takes an event that it knows. */
    void take(String kind, RecordedEvent event, Story story) {
        BiConsumer<RecordedEvent, Story> known = kinds.get(kind);
        if (known != null) {
            known.accept(event, story);
        }
    }

    private void sample(RecordedEvent event, Story story, String field, boolean inNativeCode) {
        String thread = Fields.thread(event, field);
        RecordedStackTrace trace = event.getStackTrace();
        if (thread.isEmpty() || trace == null || thread.startsWith("resilience-")) {
            return;
        }
        Samples samples = story.machine().samples();
        int stack = stacks.computeIfAbsent(trace, t -> stack(samples, t));
        samples.add(Fields.begin(event), thread, inNativeCode ? samples.push(stack, NATIVE) : stack);
    }

    private static int stack(Samples samples, RecordedStackTrace trace) {
        List<RecordedFrame> frames = trace.getFrames();
        int stack = Samples.ROOT;
        if (trace.isTruncated()) {
            stack = samples.push(stack, "[deeper than recorded]");
        }
        for (int i = frames.size() - 1; i >= 0; i--) {
            String frame = Fields.frame(frames.get(i));
            if (!frame.isEmpty()) {
                stack = samples.push(stack, frame);
            }
        }
        return stack;
    }

    private static void gc(RecordedEvent event, Story story) {
        story.machine().add(new Pause(Fields.begin(event), Fields.nanos(event), true, Fields.text(event, "name")));
    }

    private static void operation(RecordedEvent event, Story story) {
        String name = Fields.text(event, "operation");
        // What collects garbage is told as such already.
        boolean garbage = name.matches(".*(Collect|GC|G1|Shenandoah|ZMark|ZOperation|XMark|Parallel|Serial).*");
        if (Fields.is(event, "safepoint", false) && !garbage) {
            story.machine().add(new Pause(Fields.begin(event), Fields.nanos(event), false, name));
        }
    }

    private static void safepoint(RecordedEvent event, Story story) {
        story.machine()
                .add(new Pause(Fields.begin(event), Fields.nanos(event), false, "waiting until all threads stop"));
    }

    private static void monitor(RecordedEvent event, Story story) {
        waited(
                event,
                story,
                Wait.Kind.MONITOR,
                Fields.text(event, "monitorClass"),
                Fields.thread(event, "previousOwner"));
    }

    /** Only of locks: a worker without work parks all day. */
    private static void park(RecordedEvent event, Story story) {
        String parked = Fields.text(event, "parkedClass");
        if (parked.endsWith("Sync") || parked.contains("CompletableFuture") || parked.contains("FutureTask")) {
            waited(event, story, Wait.Kind.PARK, parked, "");
        }
    }

    private static void socket(RecordedEvent event, Story story) {
        String host = Fields.text(event, "host");
        String peer = (host.isEmpty() ? Fields.text(event, "address") : host) + ":" + Fields.number(event, "port");
        waited(event, story, Wait.Kind.SOCKET, peer, "");
    }

    private static void file(RecordedEvent event, Story story) {
        waited(event, story, Wait.Kind.FILE, Fields.text(event, "path"), "");
    }

    private static void waited(RecordedEvent event, Story story, Wait.Kind kind, String subject, String other) {
        String thread = Fields.thread(event);
        if (!thread.isEmpty() && !thread.startsWith("resilience-")) {
            story.machine()
                    .add(new Wait(
                            kind,
                            thread,
                            Fields.begin(event),
                            Fields.nanos(event),
                            subject,
                            other,
                            Fields.hostFrame(event)));
        }
    }

    private static void pinned(RecordedEvent event, Story story) {
        String place = Fields.hostFrame(event);
        String why = Fields.text(event, "pinnedReason");
        story.machine()
                .pinned(
                        (place.isEmpty() ? "an unknown place" : place) + (why.isEmpty() ? "" : " (" + why + ")"),
                        Fields.begin(event),
                        Fields.nanos(event));
    }

    private static void threadCpu(RecordedEvent event, Story story) {
        double share = Fields.share(event, "user") + Fields.share(event, "system");
        if (share > 0) {
            story.machine().threadCpu(Fields.thread(event), Fields.begin(event), share);
        }
    }

    private static void cpu(RecordedEvent event, Story story) {
        story.machine().cpu(Fields.begin(event), Fields.share(event, "jvmUser") + Fields.share(event, "jvmSystem"));
    }

    private static void processors(RecordedEvent event, Story story) {
        story.machine().processors(Fields.number(event, "hwThreads"));
    }

    private static void jvm(RecordedEvent event, Story story) {
        String started = Fields.raw(event, "javaArguments").strip();
        int blank = started.indexOf(' ');
        story.machine()
                .command(
                        Shown.name(blank < 0 ? started : started.substring(0, blank)),
                        Shown.name(version(Fields.raw(event, "jvmVersion"))));
        story.process(Fields.number(event, "pid"));
    }

    /** Of {@code OpenJDK 64-Bit Server VM (17.0.15+6-Debian) for linux-amd64 ...} what people call it. */
    private static String version(String told) {
        int begin = told.indexOf('(');
        int end = told.indexOf(')', begin + 1);
        return begin < 0 || end < 0 ? told : "Java " + told.substring(begin + 1, end);
    }

    private static void dump(RecordedEvent event, Story story) {
        Machine machine = story.machine();
        machine.add(ThreadDumpText.read(Fields.begin(event), Fields.raw(event, "result")));
    }
}
