package io.resilienceagent.cli.drill;

import io.resilienceagent.report.rule.Severity;

/**
 * What must hold of a bot in a scenario: {@code p95 < baseline * 1.15}, {@code recovery_ticks <= 3}, {@code state == RUNNING},
 * {@code increase(resilience_denials_total{code="CIRCUIT_OPEN"}) > 0}. Immutable.
 *
 * @param measure what is looked at
 * @param operator how it is compared
 * @param bound with what
 * @param text the expectation as written
 * @param severity how bad it is when it does not hold
 * @param advice what to do then
 */
public record Expectation(
        Measure measure, Operator operator, Bound bound, String text, Severity severity, String advice) {
    /** How two values are compared. */
    enum Operator {
        AT_MOST("<="),
        AT_LEAST(">="),
        EQUAL("=="),
        NOT_EQUAL("!="),
        LESS("<"),
        GREATER(">");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }

        /** What is unknown holds of nothing. */
        boolean holds(double value, double bound) {
            return switch (this) {
                case AT_MOST -> value <= bound;
                case AT_LEAST -> value >= bound;
                case EQUAL -> value == bound;
                case NOT_EQUAL -> value < bound || value > bound;
                case LESS -> value < bound;
                case GREATER -> value > bound;
            };
        }
    }

    /**
     * What a value is compared with.
     *
     * @param factor by which the baseline is multiplied; 0 where the bound does not speak of it
     * @param plus what is added, in the measure's unit
     * @param word a name, for measures that are one; else empty
     */
    record Bound(double factor, double plus, String word) {
        boolean ofBaseline() {
            return factor != 0;
        }

        double of(double baseline) {
            return ofBaseline() ? factor * baseline + plus : plus;
        }
    }

    Expectation with(Severity worse, String better) {
        return new Expectation(
                measure, operator, bound, text, worse == null ? severity : worse, better == null ? advice : better);
    }
}
