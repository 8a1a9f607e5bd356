package io.resilienceagent.flight;

import java.util.List;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingStream;

/** Reads the recorder's events and tells the witness, but not of the agent's own threads and the recorder's. */
final class EventReader {
    private final FlightWitness witness;

    EventReader(FlightWitness witness) {
        this.witness = witness;
    }

    /** Takes what it can read from a stream that has not begun. */
    void listenTo(RecordingStream stream) {
        stream.onEvent("jdk.ExecutionSample", this::sample);
        stream.onEvent("jdk.NativeMethodSample", this::sample);
        stream.onEvent(
                "jdk.JavaMonitorEnter",
                event -> saw(
                        event,
                        Sightings.Kind.MONITOR,
                        className(event, "monitorClass"),
                        thread(event, "previousOwner")));
        stream.onEvent(
                "jdk.JavaMonitorWait",
                event -> saw(event, Sightings.Kind.WAIT, className(event, "monitorClass"), thread(event, "notifier")));
        stream.onEvent(
                "jdk.ThreadPark",
                event -> saw(event, Sightings.Kind.PARK, className(event, "parkedClass"), hostFrame(event)));
        stream.onEvent("jdk.ThreadSleep", event -> saw(event, Sightings.Kind.SLEEP, hostFrame(event), ""));
        stream.onEvent("jdk.SocketRead", event -> socket(event, "read", "bytesRead"));
        stream.onEvent("jdk.SocketWrite", event -> socket(event, "write", "bytesWritten"));
        stream.onEvent("jdk.FileRead", event -> file(event, "read", "bytesRead"));
        stream.onEvent("jdk.FileWrite", event -> file(event, "write", "bytesWritten"));
        stream.onEvent("jdk.GCPhasePause", event -> still(event, Sightings.Kind.GC_PAUSE, event.getString("name")));
        stream.onEvent("jdk.ExecuteVMOperation", event -> {
            if (event.getBoolean("safepoint")) {
                still(event, Sightings.Kind.VM_OPERATION, event.getString("operation"));
            }
        });
        stream.onEvent(
                "jdk.SafepointBegin", event -> still(event, Sightings.Kind.VM_OPERATION, "waiting for all threads"));
        stream.onEvent(
                "jdk.CPULoad",
                event -> witness.load(
                        event.getFloat("jvmUser") + event.getFloat("jvmSystem"), event.getFloat("machineTotal")));
    }

    private void still(RecordedEvent event, Sightings.Kind kind, String why) {
        witness.stoodStill(kind, event.getEndTime(), event.getDuration().toNanos(), String.valueOf(why));
    }

    private void sample(RecordedEvent event) {
        saw(event, event.getThread("sampledThread"), Sightings.Kind.SAMPLE, topFrame(event), "");
    }

    private void socket(RecordedEvent event, String what, String bytes) {
        String host = event.getString("host");
        String peer = (host == null || host.isEmpty() ? event.getString("address") : host) + ':' + event.getInt("port");
        saw(event, Sightings.Kind.SOCKET, peer, what + ' ' + event.getLong(bytes) + " bytes");
    }

    private void file(RecordedEvent event, String what, String bytes) {
        String path = event.getString("path");
        saw(event, Sightings.Kind.FILE, path == null ? "?" : path, what + ' ' + event.getLong(bytes) + " bytes");
    }

    private void saw(RecordedEvent event, Sightings.Kind kind, String subject, String more) {
        saw(event, event.getThread(), kind, subject, more);
    }

    private void saw(RecordedEvent event, RecordedThread thread, Sightings.Kind kind, String subject, String more) {
        String name = thread == null ? null : thread.getJavaName();
        // A thread without a Java name is the JVM's own.
        if (name == null || name.startsWith("resilience-") || name.startsWith("JFR ")) {
            return;
        }
        witness.saw(
                thread.getJavaThreadId(),
                kind,
                event.getEndTime(),
                event.getDuration().toNanos(),
                subject,
                more);
    }

    private static String className(RecordedEvent event, String field) {
        RecordedClass type = event.getClass(field);
        return type == null ? "(nothing named)" : type.getName();
    }

    private static String thread(RecordedEvent event, String field) {
        RecordedThread thread = event.getThread(field);
        return thread == null || thread.getJavaName() == null ? "" : thread.getJavaName();
    }

    /** What runs, and for which line of the host's where it is the JDK's. */
    private static String topFrame(RecordedEvent event) {
        List<RecordedFrame> frames = frames(event);
        if (frames.isEmpty()) {
            return "(no stack)";
        }
        String top = text(frames.get(0));
        String host = hostFrame(event);
        return host.isEmpty() || host.equals(top) ? top : top + " in " + host;
    }

    /** The first frame that is not the JDK's: who waits there. */
    private static String hostFrame(RecordedEvent event) {
        for (RecordedFrame frame : frames(event)) {
            String type = frame.getMethod().getType().getName();
            if (!type.startsWith("java.") && !type.startsWith("jdk.") && !type.startsWith("sun.")) {
                return text(frame);
            }
        }
        return "";
    }

    /** Frames of versions of a class that are gone, as after weaving, have no method: they are left out. */
    private static List<RecordedFrame> frames(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        return stack == null
                ? List.of()
                : stack.getFrames().stream()
                        .filter(frame -> frame.getMethod() != null)
                        .toList();
    }

    private static String text(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + '.' + frame.getMethod().getName() + ':' + frame.getLineNumber();
    }
}
