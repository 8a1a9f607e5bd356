package io.resilienceagent.cli.drill;

import java.util.Locale;

/**
 * Something of a bot that can be measured. Immutable.
 *
 * @param kind what it is
 * @param of what it is asked about: a join point for times of calls, else a metric; empty for the drill's loop, or where
 *     there is nothing to choose
 */
public record Measure(Kind kind, String of) {
    /** What a value is a number of. */
    enum Unit {
        /** Milliseconds. */
        TIME,
        /** Of a hundred. */
        PERCENT,
        /** Just a number. */
        COUNT,
        /** A name. */
        WORD
    }

    /** The kinds of measures. */
    enum Kind {
        /** Half of the ticks took no longer, while the fault lasted. */
        P50(Unit.TIME, true),
        /** 95 of 100 ticks took no longer, while the fault lasted. */
        P95(Unit.TIME, true),
        /** 99 of 100 ticks took no longer, while the fault lasted. */
        P99(Unit.TIME, true),
        /** The longest tick, while the fault lasted. */
        MAX(Unit.TIME, true),
        /** How many of a hundred ticks missed the deadline, while the fault lasted. */
        DEADLINE_MISS(Unit.PERCENT, true),
        /** Ticks from the end of the fault until they were as before. */
        RECOVERY_TICKS(Unit.COUNT, false),
        /** Time from the end of the fault until ticks and state were as before. */
        RECOVERY_TIME(Unit.TIME, false),
        /** How often the fault really happened. */
        FIRED(Unit.COUNT, false),
        /** Ticks that ended while the fault lasted. */
        TICKS(Unit.COUNT, false),
        /** The bot's state at the end of the scenario. */
        STATE(Unit.WORD, false),
        /** By how much a metric has risen from the begin of the fault to the end of the scenario. */
        INCREASE(Unit.COUNT, false),
        /** The same for each tick of that time. */
        PER_TICK(Unit.COUNT, true),
        /** A metric at the end of the scenario. */
        METRIC(Unit.COUNT, true);

        private final Unit unit;
        private final boolean baseline;

        Kind(Unit unit, boolean baseline) {
            this.unit = unit;
            this.baseline = baseline;
        }

        Unit unit() {
            return unit;
        }

        /** Whether the same was measured before the fault. */
        boolean hasBaseline() {
            return baseline;
        }

        /** Whether it is about times of ticks or calls. */
        boolean ofCalls() {
            return this == P50 || this == P95 || this == P99 || this == MAX;
        }

        /** Whether it is read from a metric. */
        boolean ofMetric() {
            return this == INCREASE || this == PER_TICK || this == METRIC;
        }

        /** Its name in a drill. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
