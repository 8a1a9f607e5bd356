package io.resilienceagent.policy;

/**
 * A comparison of a value of the call with a constant: {@code return.retCode != 0}, {@code side == SELL},
 * {@code exception.status >= 500}. A policy has nothing more than this to compute with.
 *
 * @param path the value; a path without a root starts with a bound name
 * @param operator how it is compared
 * @param literal the constant
 * @param text the condition as written
 */
public record Condition(BindPath path, Operator operator, Literal literal, String text) {
    /** How a value is compared. The ordering ones take numbers only. */
    public enum Operator {
        EQUAL("=="),
        NOT_EQUAL("!="),
        // The longer ones first: '<=' starts with '<'.
        AT_MOST("<="),
        AT_LEAST(">="),
        LESS("<"),
        GREATER(">");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** The operator as it is written. */
        public String sign() {
            return sign;
        }
    }

    /** Reads {@code path operator literal}; throws {@link MalformedText}, with the column, for anything else. */
    public static Condition parse(String text) {
        TextCursor cursor = new TextCursor(text);
        cursor.skipSpaces();
        BindPath path = BindPath.parse(cursor);
        cursor.skipSpaces();
        Operator operator = operator(cursor);
        cursor.skipSpaces();
        int start = cursor.position();
        Literal literal = literal(text.substring(start).stripTrailing(), start);
        if (operator.compareTo(Operator.NOT_EQUAL) > 0 && literal.type() != Literal.Type.NUMBER) {
            throw new MalformedText(
                    start,
                    "found " + Words.quote(literal.text()) + " after " + operator.sign(),
                    "a number",
                    "only numbers have an order; compare the rest with == or !=");
        }
        return new Condition(path, operator, literal, text);
    }

    @Override
    public String toString() {
        return text;
    }

    static Operator operator(TextCursor cursor) {
        for (Operator operator : Operator.values()) {
            if (cursor.take(operator.sign())) {
                return operator;
            }
        }
        throw cursor.fail("one of == != < <= > >= after the path", cursor.peek() == '=' ? "write == to compare" : "");
    }

    private static Literal literal(String text, int start) {
        try {
            return Literal.parse(text);
        } catch (MalformedText e) {
            throw new MalformedText(start + e.column(), e.found(), e.expected(), e.hint());
        }
    }
}
