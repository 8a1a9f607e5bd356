package io.resilienceagent.policy;

import java.util.regex.Pattern;

/** What a text of the policy must look like. Each form is a regular expression that Java and JSON Schema read alike. */
public enum Form {
    /** Any text of one line that is not blank. */
    TEXT(
            "text",
            "a text of one line",
            "text",
            1024,
            "^[^\\u0000-\\u001f\\u007f]*[^\\s\\u0000-\\u001f\\u007f][^\\u0000-\\u001f\\u007f]*$"),
    /** The bot's name; it becomes part of file names and labels. */
    BOT("name", "a name of 1 to 64 letters, digits, '.', '_' or '-'", "bot", 64, "^(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}$"),
    /** The name of a join point; it becomes a metric label. */
    JOIN_POINT(
            "name",
            "a name of letters, digits, '_' or '-' that starts with a letter",
            "join_point",
            64,
            "^[A-Za-z][A-Za-z0-9_-]{0,63}$"),
    /** The name of a bound value. */
    NAME(
            "bound name",
            "a name of letters, digits or '_' that is no root of a path",
            "name",
            64,
            "^(?!(?:this|return|exception|true|false|null|arg[0-9]+)$)[A-Za-z_][A-Za-z0-9_]{0,63}$"),
    /** A class by its full name; {@code $} before the name of a nested one. */
    CLASS("class", "the full name of a class, as com.acme.OrderRejected", "a.B", 512, Form.CLASS_NAME),
    /** A class, or a denial code such as {@code CIRCUIT_OPEN}. */
    CLASS_OR_CODE(
            "class or denial code",
            "the full name of a class, or a denial code such as CIRCUIT_OPEN",
            "a.B",
            512,
            Form.CLASS_NAME),
    /** A field or a no-argument method of a class. */
    MEMBER(
            "class member",
            "a field or method of a class, as com.acme.Bot#safeMode or com.acme.Bot#isSafeMode()",
            "a.B#c",
            512,
            Form.MEMBER_NAME),
    /** Where to listen. */
    LISTEN(
            "address and port",
            "an address and a port from 0 to 65535, as 127.0.0.1:8080 or '[::1]:8080'",
            "127.0.0.1:8080",
            260,
            "^(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\]):"
                    + "(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[0-9]{1,4})$");

    private static final String CLASS_NAME =
            "^[A-Za-z_$\\u00c0-\\uffff][A-Za-z0-9_$\\u00c0-\\uffff]*(?:\\.[A-Za-z_$\\u00c0-\\uffff][A-Za-z0-9_$\\u00c0-\\uffff]*)*$";

    private static final String MEMBER_NAME = "^[A-Za-z_$\\u00c0-\\uffff][A-Za-z0-9_$.\\u00c0-\\uffff]*"
            + "#[A-Za-z_$\\u00c0-\\uffff][A-Za-z0-9_$\\u00c0-\\uffff]*(?:\\(\\))?$";

    private final String type;
    private final String expected;
    private final String example;
    private final int longest;
    private final String regex;
    private final Pattern pattern;

    Form(String type, String expected, String example, int longest, String regex) {
        this.type = type;
        this.expected = expected;
        this.example = example;
        this.longest = longest;
        this.regex = regex;
        this.pattern = Pattern.compile(regex);
    }

    /** The word for it in the reference. */
    String type() {
        return type;
    }

    /** The words for it in an error. */
    String expected() {
        return expected;
    }

    /** A text of this form. */
    String example() {
        return example;
    }

    /** The most characters. */
    int longest() {
        return longest;
    }

    /** The regular expression, in the dialect that Java and ECMA-262 share. */
    String regex() {
        return regex;
    }

    /** Whether a text has this form. The length comes first: it bounds the work (and the stack) of the expression. */
    boolean matches(String text) {
        return text.length() <= longest && pattern.matcher(text).matches();
    }
}
