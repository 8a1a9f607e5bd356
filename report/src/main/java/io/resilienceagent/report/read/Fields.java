package io.resilienceagent.report.read;

import io.resilienceagent.report.text.Moments;
import io.resilienceagent.report.text.Shown;
import java.time.DateTimeException;
import java.util.List;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;

/** Fields of an event that may not be there, or be of another type than thought: of another version, or of somebody else's. */
final class Fields {
    private static final long LAST_MOMENT = 1L << 61;

    private Fields() {}

    /** A text, made fit to be shown; empty if there is none. */
    static String text(RecordedEvent event, String field) {
        return Shown.text(raw(event, field));
    }

    /** A text as it is; empty if there is none. */
    static String raw(RecordedEvent event, String field) {
        Object value = value(event, field);
        if (value instanceof RecordedThread thread) {
            return name(thread);
        }
        if (value instanceof RecordedClass type) {
            return type.getName();
        }
        return value instanceof String || value instanceof Number ? value.toString() : "";
    }

    /** A number; 0 if there is none. */
    static long number(RecordedEvent event, String field) {
        return value(event, field) instanceof Number number ? number.longValue() : 0;
    }

    /** A share, as 0.5; 0 if there is none. */
    static double share(RecordedEvent event, String field) {
        return value(event, field) instanceof Number number ? number.doubleValue() : 0;
    }

    /** Whether it is so; the given answer if nothing tells. */
    static boolean is(RecordedEvent event, String field, boolean otherwise) {
        return value(event, field) instanceof Boolean answer ? answer : otherwise;
    }

    /** A span, in nanoseconds; 0 if there is none. */
    static long span(RecordedEvent event, String field) {
        if (!event.hasField(field)) {
            return 0;
        }
        try {
            return clamp(event.getDuration(field).toNanos());
        } catch (IllegalArgumentException | ArithmeticException | NullPointerException otherType) {
            return clamp(number(event, field));
        }
    }

    /** A moment, in nanoseconds since 1970; the given one if there is none. */
    static long moment(RecordedEvent event, String field, long otherwise) {
        if (!event.hasField(field)) {
            return otherwise;
        }
        try {
            long moment = clamp(Moments.nanos(event.getInstant(field)));
            return moment == 0 ? otherwise : moment;
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException otherType) {
            return otherwise;
        }
    }

    /** When it began. */
    static long begin(RecordedEvent event) {
        return clamp(Moments.nanos(event.getStartTime()));
    }

    /** When it was over; the same as its begin for one without a duration. */
    static long end(RecordedEvent event) {
        return clamp(Moments.nanos(event.getEndTime()));
    }

    /** How long it lasted. */
    static long nanos(RecordedEvent event) {
        return Math.max(0, end(event) - begin(event));
    }

    /** The name of the thread that it is of; empty if none. */
    static String thread(RecordedEvent event) {
        return name(event.getThread());
    }

    /** The name of a thread in a field; empty if none. */
    static String thread(RecordedEvent event, String field) {
        return value(event, field) instanceof RecordedThread thread ? name(thread) : "";
    }

    private static String name(RecordedThread thread) {
        if (thread == null) {
            return "";
        }
        String name = thread.getJavaName();
        if (name != null && name.isEmpty()) {
            return "virtual thread " + thread.getJavaThreadId();
        }
        return Shown.name(name == null ? thread.getOSName() : name);
    }

    /** The first line of the host's own in an event's stack, as {@code com.acme.Loop.tick:42}; empty if unknown. */
    static String hostFrame(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        List<RecordedFrame> frames = stack == null ? List.of() : stack.getFrames();
        for (RecordedFrame frame : frames) {
            String name = frame(frame);
            if (!name.isEmpty() && !ofTheJdk(name)) {
                return name + ":" + frame.getLineNumber();
            }
        }
        return "";
    }

    /** Whether a frame is the JDK's or the agent's rather than the bot's. */
    static boolean ofTheJdk(String frame) {
        return frame.startsWith("java.")
                || frame.startsWith("jdk.")
                || frame.startsWith("sun.")
                || frame.startsWith("io.resilienceagent.");
    }

    /** A frame, as {@code com.acme.Loop.tick}; empty where the class is gone. */
    static String frame(RecordedFrame frame) {
        RecordedMethod method = frame.getMethod();
        if (method == null || method.getType() == null) {
            return "";
        }
        return Shown.name(method.getType().getName() + "." + method.getName());
    }

    private static Object value(RecordedEvent event, String field) {
        return event.hasField(field) ? event.getValue(field) : null;
    }

    private static long clamp(long nanos) {
        return Math.max(0, Math.min(LAST_MOMENT, nanos));
    }
}
