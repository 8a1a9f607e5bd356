package io.resilienceagent.host;

import java.util.concurrent.Callable;

/** How a host tells its test what it saw: a line {@code name=value} for each thing, on the output stream. */
public final class Tell {
    private Tell() {}

    /** Tells what a call answers, or what it throws, as {@code CallDeniedException LIMIT_EXCEEDED}. */
    public static void about(String name, Callable<?> call) {
        String answer;
        try {
            answer = String.valueOf(call.call());
        } catch (Throwable thrown) {
            answer = thrown(thrown);
        }
        that(name, answer);
    }

    /** Tells a fact. */
    @SuppressWarnings("SystemOut") // the output stream is how it is told
    public static void that(String name, Object value) {
        System.out.println(name + "=" + value);
    }

    /** An exception's simple name, and its message up to the first colon, where the agent's code stands. */
    public static String thrown(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return thrown.getClass().getSimpleName() + " " + message.split(":", 2)[0];
    }
}
