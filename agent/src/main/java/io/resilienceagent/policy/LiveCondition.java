package io.resilienceagent.policy;

import io.resilienceagent.policy.Condition.Operator;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A comparison of a live figure of the bot with a bound: {@code state == FATAL}, {@code p95 > baseline * 1.15},
 * {@code deadline_miss > 2}, {@code errors > 10}. Immutable.
 *
 * @param figure what is looked at
 * @param operator how it is compared
 * @param state the state that it is compared with; empty text for figures that are numbers
 * @param number the bound, or by what the baseline is multiplied
 * @param ofBaseline whether the bound is that many times what the figure was before
 * @param text the condition as written
 */
public record LiveCondition(
        Figure figure, Operator operator, String state, BigDecimal number, boolean ofBaseline, String text) {
    /** The states that the bot can be in, see the state machine. */
    public static final List<String> STATES = List.of("RUNNING", "DEGRADED", "SAFE_MODE", "RECOVERING", "FATAL");

    private static final String BASELINE = "baseline";
    private static final List<String> FIGURES =
            Stream.of(Figure.values()).map(Figure::word).toList();

    /** What can be looked at while the bot runs. */
    public enum Figure {
        /** The state of the bot. */
        STATE,
        /** 95 of 100 calls of the target, or ticks, took no longer: milliseconds. */
        P95,
        /** How many of a hundred ticks came too late or took longer than their {@code every}. */
        DEADLINE_MISS,
        /** How many calls of the target have failed. */
        ERRORS;

        /** Its name in a policy. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads {@code figure operator bound}; throws {@link MalformedText}, with the column, for anything else. */
    public static LiveCondition parse(String text) {
        TextCursor cursor = new TextCursor(text);
        cursor.skipSpaces();
        Figure figure = figure(cursor);
        cursor.skipSpaces();
        Operator operator = Condition.operator(cursor);
        cursor.skipSpaces();
        if (figure == Figure.STATE) {
            return ofState(cursor, operator, text);
        }
        boolean baseline = cursor.take(BASELINE);
        if (baseline && figure != Figure.P95) {
            throw new MalformedText(
                    cursor.position() - BASELINE.length(), "found " + BASELINE, "a number", "only p95 has a baseline");
        }
        cursor.skipSpaces();
        BigDecimal number = baseline && !cursor.take("*") ? BigDecimal.ONE : number(cursor, baseline);
        return ended(cursor, new LiveCondition(figure, operator, "", number, baseline, text));
    }

    private static Figure figure(TextCursor cursor) {
        int start = cursor.position();
        String word = cursor.identifier(false);
        for (Figure figure : Figure.values()) {
            if (figure.word().equals(word)) {
                return figure;
            }
        }
        throw new MalformedText(
                start,
                word.isEmpty() ? "found no figure" : "found " + Words.quote(word),
                "one of " + Words.list(FIGURES),
                word.isEmpty() ? "" : Words.didYouMean(word, FIGURES));
    }

    private static LiveCondition ofState(TextCursor cursor, Operator operator, String text) {
        int start = cursor.position();
        if (operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
            throw new MalformedText(start, "found " + operator.sign(), "== or !=", "states have no order");
        }
        String state = cursor.identifier(false);
        if (!STATES.contains(state)) {
            throw new MalformedText(
                    start,
                    "found " + Words.quote(state),
                    "one of " + Words.list(STATES),
                    Words.didYouMean(state.toUpperCase(Locale.ROOT), STATES));
        }
        return ended(cursor, new LiveCondition(Figure.STATE, operator, state, BigDecimal.ZERO, false, text));
    }

    private static BigDecimal number(TextCursor cursor, boolean factor) {
        cursor.skipSpaces();
        int start = cursor.position();
        String digits = cursor.digits();
        if (!digits.isEmpty() && cursor.take(".")) {
            cursor.digits();
        }
        Optional<BigDecimal> number = Numbers.parse(cursor.since(start));
        if (digits.isEmpty() || number.isEmpty()) {
            throw cursor.fail(factor ? "a number, as in baseline * 1.15" : "a number, or baseline * 1.15 for p95", "");
        }
        return number.get();
    }

    private static LiveCondition ended(TextCursor cursor, LiveCondition condition) {
        cursor.skipSpaces();
        if (!cursor.atEnd()) {
            throw cursor.fail("the end of the condition", "one condition a text: a list has as many as you like");
        }
        return condition;
    }

    /**
     * Whether it holds of a number.
     *
     * @param value the figure
     * @param baseline what it was before; not looked at where the condition does not speak of it
     */
    public boolean holds(double value, double baseline) {
        double bound = ofBaseline ? number.doubleValue() * baseline : number.doubleValue();
        int order = Double.compare(value, bound);
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case AT_MOST -> order <= 0;
            case AT_LEAST -> order >= 0;
            case LESS -> order < 0;
            case GREATER -> order > 0;
        };
    }

    /** Whether it holds of a state. */
    public boolean holds(String current) {
        return state.equals(current) == (operator == Operator.EQUAL);
    }

    @Override
    public String toString() {
        return text;
    }
}
