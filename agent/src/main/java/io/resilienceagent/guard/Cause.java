package io.resilienceagent.guard;

/** What made a call fail, in a few words for a log line, a denial or the journal; without the host's secrets. */
public final class Cause {
    private static final int LONGEST = 120;
    private static final int LONGEST_MESSAGE = 200;

    private Cause() {}

    /** The simple name of what was thrown; {@code result} when a returned value was the failure. */
    public static String type(Invocation call) {
        return call.thrown() == null ? "result" : call.thrown().getClass().getSimpleName();
    }

    /** The same with the exception's message, on one line and cut where it is long. */
    public static String text(Invocation call) {
        Throwable thrown = call.thrown();
        if (thrown == null) {
            return "a returned failure";
        }
        String message = thrown.getMessage();
        return message == null ? type(call) : type(call) + ": " + oneLine(message);
    }

    /**
     * An exception in its own words: its class and its message, cut where that is long. The host's exception may fail to
     * tell its message, which is then left out.
     */
    public static String of(Throwable thrown) {
        String type = thrown.getClass().getName();
        try {
            String message = thrown.getMessage();
            return message == null ? type : type + ": " + Redaction.standard().of(message, LONGEST_MESSAGE);
        } catch (RuntimeException untold) {
            return type;
        }
    }

    /** On one line, without double quotes, so that it can stand in a quoted fact; cut where it is long. */
    public static String oneLine(String text) {
        return Redaction.standard()
                .of(text, LONGEST)
                .replaceAll("\\p{Cntrl}+", " ")
                .replace('"', '\'');
    }
}
