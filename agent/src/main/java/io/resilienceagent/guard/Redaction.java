package io.resilienceagent.guard;

import java.util.Collection;
import java.util.List;

/**
 * Takes secrets out of texts that come from the host, above all the messages of its exceptions, before anything of ours
 * writes or shows them: API keys, signatures, tokens, passwords, by their names and by how they look. What orders are
 * made of stays readable: symbols, quantities, prices, times, ids. In doubt a secret-looking text goes.
 *
 * <p>One pass over the text, no regular expressions: the time grows with the length alone, whatever the text is. A text
 * without secrets is answered as it is. Immutable, thread-safe; throws nothing.
 */
public final class Redaction {
    /** What stands in the place of a secret. */
    public static final String MARK = "***";

    /** How much more is looked at than shown, so that the cut does not make a secret too short to be seen as one. */
    private static final int BEYOND = 200;

    private static final Redaction STANDARD = new Redaction(List.of());

    private final SecretNames names;

    /** @param moreNames names of secrets beside the usual ones; case, dashes, underscores do not count */
    public Redaction(Collection<String> moreNames) {
        names = new SecretNames(moreNames);
    }

    /** The one that knows the usual names. */
    public static Redaction standard() {
        return STANDARD;
    }

    /** The text without its secrets; null for null. */
    public String of(String text) {
        return text == null ? null : new RedactionScan(text, names).run();
    }

    /** The start of the text without its secrets, at most so many characters and three dots; null for null. */
    public String of(String text, int longest) {
        if (text == null) {
            return null;
        }
        boolean far = text.length() - longest > BEYOND;
        String clean = of(far ? text.substring(0, longest + BEYOND) : text);
        return clean.length() <= longest ? clean : clean.substring(0, longest) + "...";
    }
}
