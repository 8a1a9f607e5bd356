package io.resilienceagent.guard;

/**
 * Bound values as keys of the agent's own tables. Keys are text, never the host's objects: a table then pins no class
 * loader of the host, and an operator can name a key.
 */
public final class KeyText {
    private static final int LONGEST = 200;

    private KeyText() {}

    /**
     * The key of a value: a text is its own key (nothing is allocated), anything else is its {@code toString()}, null
     * is {@code null}. A very long text is cut and told apart by its hash, so that a key has bounded size.
     */
    public static String of(Object value) {
        String text = value instanceof String string ? string : String.valueOf(value);
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + '#' + Integer.toHexString(text.hashCode());
    }
}
