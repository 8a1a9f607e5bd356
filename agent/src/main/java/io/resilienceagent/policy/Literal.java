package io.resilienceagent.policy;

import java.math.BigDecimal;

/**
 * A constant of a policy, in a condition, an argument or an answer.
 *
 * @param type how the host's value is compared with it
 * @param text the constant as written, a text without its quotes
 */
public record Literal(Type type, String text) {
    /** The types of constants. A bare word is a TEXT: it is compared with the name of an enum constant too. */
    public enum Type {
        NULL,
        BOOLEAN,
        NUMBER,
        TEXT
    }

    static final String EXPECTED = "a number, true, false, null, a word or a 'text'";

    /** Reads {@code 429}, {@code true}, {@code null}, {@code 'any text'} or {@code WORD}; throws {@link MalformedText}. */
    public static Literal parse(String text) {
        TextCursor cursor = new TextCursor(text);
        char quote = cursor.peek();
        if (quote == '\'' || quote == '"') {
            cursor.take(text.substring(0, 1));
            Literal literal = new Literal(Type.TEXT, cursor.quoted(quote));
            if (!cursor.atEnd()) {
                throw cursor.fail("nothing after the text", "");
            }
            return literal;
        }
        if (Numbers.isNumber(text)) {
            if (Numbers.parse(text).isEmpty()) {
                throw new MalformedText(0, "found " + Words.quote(text), "a smaller number", "");
            }
            return new Literal(Type.NUMBER, text);
        }
        if (text.equals("null")) {
            return new Literal(Type.NULL, text);
        }
        if (text.equals("true") || text.equals("false")) {
            return new Literal(Type.BOOLEAN, text);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isJavaIdentifierPart(c) && c != '.' && c != '-') {
                throw new MalformedText(i, "found " + Words.quote(text), EXPECTED, "put a text into single quotes");
            }
        }
        if (text.isEmpty()) {
            throw new MalformedText(0, "found nothing", EXPECTED, "");
        }
        return new Literal(Type.TEXT, text);
    }

    /** The constant as null, Boolean, BigDecimal or String. */
    public Object value() {
        return switch (type) {
            case NULL -> null;
            case BOOLEAN -> Boolean.valueOf(text);
            case NUMBER -> new BigDecimal(text);
            case TEXT -> text;
        };
    }
}
