package io.resilienceagent.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.function.LongUnaryOperator;

/**
 * What a woven host sees in place of a time that it asked for. Each method takes the real one last and answers with one of the
 * same type; without a skew, with the very same. Thread-safe.
 */
final class SkewedTime {
    private static final String SYSTEM_CLOCK = "java.time.Clock$SystemClock";

    /** From real milliseconds to how many more the host sees; null for none. */
    private volatile LongUnaryOperator skew;

    /** From now on the time differs so; null for not at all. */
    void skewBy(LongUnaryOperator next) {
        skew = next;
    }

    /** The method of this shape. */
    MethodHandle handle(MethodType type) {
        try {
            return MethodHandles.lookup()
                    .findVirtual(SkewedTime.class, "seen", type)
                    .bindTo(this);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(type.toString(), impossible);
        }
    }

    /** What changes nothing: no-op, or, where a value comes in to go out again, that value. */
    static MethodHandle untouched(MethodType type) {
        int last = type.parameterCount() - 1;
        if (last < 0 || type.parameterType(last) != type.returnType()) {
            return MethodHandles.empty(type);
        }
        MethodHandle same = MethodHandles.identity(type.returnType());
        return MethodHandles.dropArguments(same, 0, type.parameterList().subList(0, last));
    }

    private long more(long real) {
        LongUnaryOperator present = skew;
        return present == null ? 0 : present.applyAsLong(real);
    }

    long seen(long real) {
        return real + more(real);
    }

    Instant seen(Instant real) {
        long more = more(real.toEpochMilli());
        return more == 0 ? real : real.plusMillis(more);
    }

    ZonedDateTime seen(ZonedDateTime real) {
        long more = more(real.toInstant().toEpochMilli());
        return more == 0 ? real : real.plus(more, ChronoUnit.MILLIS);
    }

    OffsetDateTime seen(OffsetDateTime real) {
        long more = more(real.toInstant().toEpochMilli());
        return more == 0 ? real : real.plus(more, ChronoUnit.MILLIS);
    }

    /** A calendar that was just made, so that nobody else has it. */
    Calendar seen(Calendar real) {
        long millis = real.getTimeInMillis();
        real.setTimeInMillis(millis + more(millis));
        return real;
    }

    /** By a clock: only that of the system is one that a machine's wrong time would show on. */
    long seen(Clock clock, long real) {
        return isOfTheSystem(clock) ? seen(real) : real;
    }

    Instant seen(Clock clock, Instant real) {
        return isOfTheSystem(clock) ? seen(real) : real;
    }

    ZonedDateTime seen(Clock clock, ZonedDateTime real) {
        return isOfTheSystem(clock) ? seen(real) : real;
    }

    OffsetDateTime seen(Clock clock, OffsetDateTime real) {
        return isOfTheSystem(clock) ? seen(real) : real;
    }

    private static boolean isOfTheSystem(Clock clock) {
        return clock != null && clock.getClass().getName().equals(SYSTEM_CLOCK);
    }
}
