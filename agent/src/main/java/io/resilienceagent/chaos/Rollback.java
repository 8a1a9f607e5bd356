package io.resilienceagent.chaos;

import io.resilienceagent.policy.LiveCondition;
import java.util.List;
import java.util.Optional;

/** The live figures that end an experiment, held against what they were before it began. */
final class Rollback {
    private final List<LiveCondition> conditions;
    private final LiveFigures figures;
    private final double baseline;
    private final long errorsBefore;
    private final long since;

    /** @param since when the experiment begins, on the ticker */
    Rollback(List<LiveCondition> conditions, LiveFigures figures, long since) {
        this.conditions = List.copyOf(conditions);
        this.figures = figures;
        this.since = since;
        this.baseline = figures.p95(since - Long.MAX_VALUE / 2);
        this.errorsBefore = figures.errors();
    }

    /** A condition on a baseline that nobody knows yet. */
    Optional<LiveCondition> baseless() {
        return Double.isNaN(baseline)
                ? conditions.stream().filter(LiveCondition::ofBaseline).findFirst()
                : Optional.empty();
    }

    /** The first condition that holds, and what was seen; empty for none. */
    Optional<String> broken() {
        for (LiveCondition condition : conditions) {
            Optional<String> seen =
                    switch (condition.figure()) {
                        case STATE -> state(condition);
                        case P95 -> number(condition, figures.p95(since));
                        case DEADLINE_MISS -> number(condition, figures.deadlineMiss(since));
                        case ERRORS -> number(condition, (double) (figures.errors() - errorsBefore));
                    };
            if (seen.isPresent()) {
                return seen;
            }
        }
        return Optional.empty();
    }

    private Optional<String> state(LiveCondition condition) {
        String state = figures.state();
        return condition.holds(state) ? Optional.of(condition.text() + ": " + state) : Optional.empty();
    }

    private Optional<String> number(LiveCondition condition, double value) {
        if (Double.isNaN(value) || !condition.holds(value, baseline)) {
            return Optional.empty();
        }
        String before = condition.ofBaseline() ? ", baseline " + rounded(baseline) : "";
        return Optional.of(condition.text() + ": " + rounded(value) + before);
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
