package io.resilienceagent.breaker;

import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardKit;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.policy.CircuitBreakerRule;
import io.resilienceagent.policy.Percent;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rules and whole calls, short to write. */
final class BreakerKit {
    static final Denial INNER = Denial.of("DUPLICATE_ORDER", "");

    private BreakerKit() {}

    /** The defaults: 3 failures within 60 s open for 120 s, a test is lost after 60 s. */
    static CircuitBreakerRule rule() {
        return counting(3);
    }

    static CircuitBreakerRule counting(int failures) {
        return rule(failures, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static CircuitBreakerRule rate(int percent) {
        return rule(10_000, percent(percent), Optional.empty(), Optional.empty());
    }

    static CircuitBreakerRule slow(Duration from, int percent) {
        return rule(10_000, Optional.empty(), Optional.of(from), percent(percent));
    }

    static CircuitBreakerRule slowIsFailure(Duration from) {
        return rule(3, Optional.empty(), Optional.of(from), Optional.empty());
    }

    private static Optional<Percent> percent(int value) {
        return Optional.of(new Percent(BigDecimal.valueOf(value)));
    }

    private static CircuitBreakerRule rule(
            int failures, Optional<Percent> rate, Optional<Duration> slow, Optional<Percent> slowRate) {
        return new CircuitBreakerRule(
                failures,
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                Optional.empty(),
                rate,
                slow,
                slowRate,
                10,
                Duration.ofMinutes(1),
                List.of("java.lang.IllegalArgumentException"));
    }

    static void fail(Guard guard, Invocation call, Object permit) {
        guard.after(GuardKit.threw(call, new IOException("reset")), permit);
    }

    static void succeed(Guard guard, Invocation call, Object permit) {
        guard.after(GuardKit.returned(call, "fine"), permit);
    }

    /** Makes calls that fail, as far as they are admitted; how many were. */
    static int failing(Guard guard, int calls, Object... arguments) {
        return ending(guard, new IOException("reset"), calls, arguments);
    }

    static int ending(Guard guard, Throwable thrown, int calls, Object... arguments) {
        int admitted = 0;
        for (int i = 0; i < calls; i++) {
            Invocation call = GuardKit.call(arguments);
            Object permit = guard.before(call);
            if (!(permit instanceof Denial)) {
                admitted++;
                guard.after(GuardKit.threw(call, thrown), permit);
            }
        }
        return admitted;
    }

    /** Makes calls that succeed, as far as they are admitted; how many were. */
    static int succeeding(Guard guard, int calls, Object... arguments) {
        int admitted = 0;
        for (int i = 0; i < calls; i++) {
            Invocation call = GuardKit.call(arguments);
            Object permit = guard.before(call);
            if (!(permit instanceof Denial)) {
                admitted++;
                succeed(guard, call, permit);
            }
        }
        return admitted;
    }
}
