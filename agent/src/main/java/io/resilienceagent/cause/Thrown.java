package io.resilienceagent.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What an exception of the host's tells, without running code of the host's. */
final class Thrown {
    private static final int FRAMES = 8;
    private static final int LONGEST = 300;

    private Thrown() {}

    /** Class and message, the message redacted. */
    static String text(Throwable thrown, UnaryOperator<String> redaction) {
        String message = isJdk(thrown, "getMessage") ? thrown.getMessage() : null;
        if (message == null || message.isEmpty()) {
            return thrown.getClass().getName();
        }
        String shown = redaction.apply(message);
        return thrown.getClass().getName() + ": "
                + (shown.length() > LONGEST ? shown.substring(0, LONGEST) + "..." : shown);
    }

    /** Its first frames. */
    static List<String> frames(Throwable thrown) {
        List<String> texts = new ArrayList<>();
        if (isJdk(thrown, "getStackTrace")) {
            StackTraceElement[] frames = thrown.getStackTrace();
            for (int i = 0; i < frames.length && i < FRAMES; i++) {
                texts.add(Frames.text(frames[i]));
            }
        }
        return texts;
    }

    /** A method that the host overrode may take locks or for ever: it is left alone. */
    private static boolean isJdk(Throwable thrown, String method) {
        try {
            return Frames.isJdk(
                    thrown.getClass().getMethod(method).getDeclaringClass().getName());
        } catch (NoSuchMethodException | LinkageError unreadable) {
            return false;
        }
    }
}
