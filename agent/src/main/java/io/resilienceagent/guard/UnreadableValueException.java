package io.resilienceagent.guard;

/** A bound path could not be followed in a value of the host; the message names the path, the step and the class. */
public final class UnreadableValueException extends RuntimeException {
    public UnreadableValueException(String message) {
        super(message);
    }

    public UnreadableValueException(String message, Throwable cause) {
        super(message, cause);
    }
}
