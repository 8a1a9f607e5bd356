package io.resilienceagent.guard;

/** What made a call fail, in a few words for a log line or a denial. */
public final class Cause {
    private static final int LONGEST = 120;

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

    /** On one line, without double quotes, so that it can stand in a quoted fact; cut where it is long. */
    public static String oneLine(String text) {
        String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return start.replaceAll("\\p{Cntrl}+", " ").replace('"', '\'');
    }
}
