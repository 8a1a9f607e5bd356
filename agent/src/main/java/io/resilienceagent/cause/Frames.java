package io.resilienceagent.cause;

import java.util.ArrayList;
import java.util.List;

/** Stacks as people read them: bounded, topmost frame first, without the JDK's module and loader names. */
final class Frames {
    /** How many frames of a stack an evidence shows. */
    static final int SHOWN = 60;

    private static final int HOST_SHOWN = 8;
    private static final int WITHIN = 200;

    private Frames() {}

    /** {@code com.acme.Loop.tick(Loop.java:12)}. */
    static String text(StackTraceElement frame) {
        String at;
        if (frame.isNativeMethod()) {
            at = "Native Method";
        } else if (frame.getFileName() == null) {
            at = "Unknown Source";
        } else {
            at = frame.getLineNumber() < 0 ? frame.getFileName() : frame.getFileName() + ":" + frame.getLineNumber();
        }
        return method(frame) + "(" + at + ")";
    }

    /** {@code com.acme.Loop.tick}. */
    static String method(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }

    /** The first frames of a stack, and how many more there are. */
    static List<String> texts(StackTraceElement[] frames, int depth) {
        List<String> texts = new ArrayList<>(Math.min(frames.length, SHOWN) + 1);
        for (int i = 0; i < frames.length && i < SHOWN; i++) {
            texts.add(text(frames[i]));
        }
        int more = Math.max(depth, frames.length) - texts.size();
        if (more > 0) {
            texts.add("... " + more + " more");
        }
        return texts;
    }

    /** The topmost frames of the host's own code: where to look first. */
    static List<String> host(StackTraceElement[] frames) {
        List<String> texts = new ArrayList<>(HOST_SHOWN);
        for (int i = 0; i < frames.length && i < WITHIN && texts.size() < HOST_SHOWN; i++) {
            if (isHost(frames[i])) {
                texts.add(text(frames[i]));
            }
        }
        return texts;
    }

    /** The topmost frame of the host's own code, else the topmost of all; empty for an empty stack. */
    static String topHost(StackTraceElement[] frames) {
        for (int i = 0; i < frames.length && i < WITHIN; i++) {
            if (isHost(frames[i])) {
                return text(frames[i]);
            }
        }
        return frames.length == 0 ? "" : text(frames[0]);
    }

    /** Whether it is neither the JDK's nor the agent's. */
    static boolean isHost(StackTraceElement frame) {
        return !isJdk(frame.getClassName())
                && !frame.getClassName().startsWith("io.resilienceagent.agent.")
                && !frame.getClassName().startsWith("io.resilienceagent.guard.");
    }

    /** Whether a class of that name comes with the JDK. */
    static boolean isJdk(String type) {
        return type.startsWith("java.")
                || type.startsWith("jdk.")
                || type.startsWith("sun.")
                || type.startsWith("javax.")
                || type.startsWith("com.sun.");
    }
}
