package io.resilienceagent.guard;

import java.time.Duration;
import java.util.function.BiFunction;

/** What a {@code fallback} puts in the place of a bad ending. Thread-safe. */
public abstract class Fallback {
    private Fallback() {}

    /** Answers this value. */
    public static Fallback value(Object value) {
        return new Fallback() {
            @Override
            StandIn find(Invocation call, Ticker ticker) {
                return new StandIn(value, "a fixed value instead");
            }
        };
    }

    /** Answers what the same call last returned when all was well, if that is not older than {@code maxAge}. */
    public static Fallback lastGood(LastGood store, Duration maxAge) {
        return new Fallback() {
            @Override
            void learn(Invocation call, Ticker ticker) {
                store.remember(call, ticker.nanos());
            }

            @Override
            StandIn find(Invocation call, Ticker ticker) {
                long now = ticker.nanos();
                LastGood.Answer answer = store.find(call, now, maxAge.toNanos());
                return answer == null
                        ? null
                        : new StandIn(
                                answer.value(), "the value of " + Span.text(now - answer.since()) + " ago instead");
            }
        };
    }

    /**
     * Throws another exception, made from a message; the original becomes its cause. It replaces what a call threw; a
     * refusal by a guard further in keeps the form that the join point's {@code deny:} chose, since a refusal cannot
     * carry an exception.
     */
    public static Fallback throwing(BiFunction<Invocation, String, Throwable> maker) {
        return new Fallback() {
            @Override
            void settle(Invocation call, Ticker ticker) {
                Throwable other = maker.apply(call, Cause.text(call));
                keepCause(other, call.thrown());
                call.fail(other);
            }

            @Override
            StandIn find(Invocation call, Ticker ticker) {
                return null;
            }
        };
    }

    /** The value to answer, or null if there is none to be had. */
    abstract StandIn find(Invocation call, Ticker ticker);

    /** Takes note of a good ending. */
    void learn(Invocation call, Ticker ticker) {}

    /** Changes a bad ending, or leaves it if there is nothing to put in its place. */
    void settle(Invocation call, Ticker ticker) {
        StandIn found = find(call, ticker);
        if (found != null) {
            call.answer(found.value());
        }
    }

    /** What to go on with in place of a refusal; the refusal itself if there is nothing to put in its place. */
    final Denial replace(Denial denial, Invocation call, Ticker ticker) {
        StandIn found = find(call, ticker);
        return found == null
                ? denial
                : Denial.answering(denial.code(), denial.reason() + "; " + found.note(), found.value());
    }

    private static void keepCause(Throwable exception, Throwable cause) {
        if (cause == null || cause == exception || exception.getCause() != null) {
            return;
        }
        try {
            exception.initCause(cause);
        } catch (IllegalStateException fixed) {
            // It was made with an explicit null cause; the original is still worth keeping.
            exception.addSuppressed(cause);
        }
    }

    /** A value, and a note for the reason of a replaced refusal. */
    record StandIn(Object value, String note) {}
}
