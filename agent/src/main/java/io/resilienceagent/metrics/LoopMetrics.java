package io.resilienceagent.metrics;

import io.resilienceagent.cause.Cause;
import io.resilienceagent.loop.LoopStatus;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** How the loops are, their stalls, and pauses of the whole process. */
final class LoopMetrics {
    private static final LabelNames LOOP = LabelNames.of("loop");
    private static final LabelNames CAUSE = LabelNames.of("cause");
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Catalogue catalogue;
    private final LiveParts parts;

    private LoopMetrics(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.parts = catalogue.parts();
    }

    static void addTo(Catalogue catalogue) {
        LoopMetrics loops = new LoopMetrics(catalogue);
        loops.ticks();
        loops.stalls();
        loops.pauses();
    }

    private void ticks() {
        catalogue.counter(
                "resilience_loop_ticks_total",
                LOOP,
                "Ticks of a loop that have begun; of a loop told by its thread, tasks and moments of rest seen.",
                points -> parts.loops().status().forEach(loop -> points.put(loop.ticks(), loop.name())));
        now(
                "resilience_loop_lag_seconds",
                "Age of the oldest tick under way; 0 between ticks.",
                Math::max,
                loop -> true,
                loop -> loop.lagNanos() / SECOND);
        now(
                "resilience_loop_last_tick_age_seconds",
                "How long ago a tick began or ended last; no series before the first.",
                Math::max,
                loop -> loop.lastTickAgeNanos() >= 0,
                loop -> loop.lastTickAgeNanos() / SECOND);
        now(
                "resilience_loop_longest_tick_seconds",
                "The longest tick since the start.",
                Math::max,
                loop -> true,
                loop -> loop.worstTickNanos() / SECOND);
        now(
                "resilience_loop_limit_seconds",
                "How long a loop may go without progress: its stall_after.",
                Math::min,
                loop -> true,
                loop -> loop.limitNanos() / SECOND);
        now(
                "resilience_loop_threads",
                "Living threads that run a loop.",
                Double::sum,
                loop -> true,
                LoopStatus::threads);
        now(
                "resilience_loop_stalled",
                "1 while a loop is known to be stalled.",
                Math::max,
                loop -> true,
                loop -> loop.stalled() ? 1 : 0);
    }

    private void now(
            String name,
            String help,
            DoubleBinaryOperator together,
            Predicate<LoopStatus> known,
            ToDoubleFunction<LoopStatus> figure) {
        catalogue.gauge(name, LOOP, help, together, points -> parts.loops().status().stream()
                .filter(known)
                .forEach(loop -> points.put(figure.applyAsDouble(loop), loop.name())));
    }

    private void stalls() {
        catalogue.counter("resilience_loop_stalls_total", LOOP, "Stalls of a loop.", points -> {
            // A loop that never stalled says so: an alert on a series that is not there yet would miss the first.
            parts.loops().status().forEach(loop -> points.put(0, loop.name()));
            parts.loops().stalls().view((loop, stalls, nanos) -> points.put(stalls.sum(), loop));
        });
        catalogue.counter(
                "resilience_stalls_total",
                CAUSE,
                "Stalls of all loops, by their cause as it was known when they were reported.",
                points -> {
                    for (Cause cause : Cause.values()) {
                        if (!cause.isPause()) {
                            points.put(0, word(cause));
                        }
                    }
                    parts.loops().stalls().view((loop, stalls, nanos) -> {
                        for (Cause cause : Cause.values()) {
                            if (stalls.count(cause) > 0) {
                                points.put(stalls.count(cause), word(cause));
                            }
                        }
                    });
                });
        catalogue.counter(
                "resilience_loop_stalled_seconds_total",
                LOOP,
                "How long stalls of a loop have lasted, those that are over.",
                points -> parts.loops().stalls().view((loop, stalls, nanos) -> points.put(nanos / SECOND, loop)));
    }

    private void pauses() {
        catalogue.counter(
                "resilience_process_pauses_total",
                CAUSE,
                "Standstills of the whole process that were told, by their cause.",
                points -> eachPause(
                        points, cause -> (double) parts.loops().stalls().pauses(cause)));
        catalogue.counter(
                "resilience_process_paused_seconds_total",
                CAUSE,
                "How long those standstills lasted.",
                points -> eachPause(points, cause -> parts.loops().stalls().pausedNanos(cause) / SECOND));
    }

    private static void eachPause(Points points, ToDoubleFunction<Cause> figure) {
        for (Cause cause : Cause.values()) {
            if (cause.isPause()) {
                points.put(figure.applyAsDouble(cause), word(cause));
            }
        }
    }

    private static String word(Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }
}
