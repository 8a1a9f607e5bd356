package io.resilienceagent.guard;

import io.resilienceagent.guard.SecretNames.Kind;

/**
 * The way of a {@link Redaction} through one text, from the left to the right. Each character is looked at a bounded number
 * of times: a value that is looked at and stays is only looked at in its first part. For one thread.
 */
final class RedactionScan {
    /** How much of a value decides whether it is a secret. */
    private static final int DECIDING = 64;
    /** How far behind the words "api key" a key may stand without a colon. */
    private static final int HINT_REACHES = 24;

    private static final int BOT_ID_DIGITS = 6;
    private static final int SHORTEST_BOT_TOKEN = 30;
    private static final int SHORTEST_BEARER = 8;

    private static final String PEM = "-----BEGIN";
    private static final String PRIVATE_KEY = "PRIVATE KEY";
    private static final int PEM_TITLE = 40;

    private final String text;
    private final SecretNames names;
    private StringBuilder clean;
    private int copied;
    private int hint = -HINT_REACHES - 1;
    private int lastWord;
    private int lastWordEnd = -2;

    RedactionScan(String text, SecretNames names) {
        this.text = text;
        this.names = names;
    }

    String run() {
        int at = 0;
        while (at < text.length()) {
            if (wordly(text.charAt(at))) {
                at = word(at, wordEnd(at));
            } else if (text.startsWith("://", at)) {
                at = address(at + 3);
            } else {
                at++;
            }
        }
        return clean == null ? text : clean.append(text, copied, text.length()).toString();
    }

    /** Goes over a word, and over the secret that it is or names; answers where to go on. */
    private int word(int from, int to) {
        if (text.startsWith(PEM, to - PEM.length())) {
            return privateKey(to);
        }
        int secretEnd = botToken(from, to);
        secretEnd = secretEnd < 0 ? webToken(from, to) : secretEnd;
        secretEnd = secretEnd < 0 ? named(from, to) : secretEnd;
        lastWord = from;
        lastWordEnd = to;
        if (secretEnd >= 0) {
            return secretEnd;
        }
        boolean hinted = from - hint <= HINT_REACHES && SecretShapes.hinted(text, from, to);
        return hinted || SecretShapes.alone(text, from, to) ? hide(from, to) : to;
    }

    /** Telegram: {@code 123456789:AAF-...}; the number before the colon is the bot's public id. */
    private int botToken(int from, int to) {
        if (charAt(to) != ':' || SecretShapes.digitsBefore(text, from, to) < BOT_ID_DIGITS) {
            return -1;
        }
        int end = wordEnd(to + 1);
        return end - to > SHORTEST_BOT_TOKEN ? hide(to + 1, end) : -1;
    }

    /** A JSON Web Token begins with the encoded <code>{"</code>. */
    private int webToken(int from, int to) {
        if (!text.startsWith("eyJ", from) || charAt(to) != '.' || to - from < SHORTEST_BEARER) {
            return -1;
        }
        int end = to;
        while (charAt(end) == '.') {
            end = wordEnd(end + 1);
        }
        return hide(from, end);
    }

    private int privateKey(int to) {
        int named = text.substring(to, Math.min(text.length(), to + PEM_TITLE)).indexOf(PRIVATE_KEY);
        if (named < 0) {
            return to;
        }
        int start = wordEnd(to + named + PRIVATE_KEY.length());
        int end = text.indexOf("-----END", start);
        return hide(start, end < 0 ? text.length() : end);
    }

    /** The secret behind the word, if the word names one: the end of what was hidden; negative if nothing was. */
    private int named(int from, int to) {
        Kind kind = names.kind(text, from, to);
        boolean vague = kind == Kind.PERHAPS || kind == Kind.LIKELY;
        if (vague && lastWordEnd == from - 1 && text.charAt(from - 1) == ' ') {
            Kind ofBoth = names.kind(text, lastWord, to);
            kind = ofBoth == Kind.NONE ? kind : ofBoth;
        }
        if (kind == Kind.NONE) {
            return -1;
        }
        hint = kind == Kind.PERHAPS ? hint : to;
        if (kind == Kind.BEARER) {
            return bearer(to);
        }
        int separator = skip(to, "\\\"'", 2);
        boolean tight = separator > to;
        separator = skip(separator, " \t", 2);
        int value = behindSeparator(separator);
        if (value < 0) {
            boolean option = text.startsWith("--", from) && charAt(to) == ' ';
            return option ? secret(kind, to + 1, true) : -1;
        }
        tight |= text.charAt(separator) != ':';
        return secret(kind, skip(skip(value, " \t", 2), "\\\"'[({<", 3), tight);
    }

    /** Where the value begins, blanks and quotes aside; negative where no {@code =} or {@code :} is. */
    private int behindSeparator(int at) {
        char c = charAt(at);
        if (c == '=') {
            return charAt(at + 1) == '>' ? at + 2 : at + 1;
        }
        if (c == ':') {
            return charAt(at + 1) == ':' || text.startsWith("://", at) ? -1 : at + 1;
        }
        boolean encoded = text.regionMatches(true, at, "%3D", 0, 3) || text.regionMatches(true, at, "%3A", 0, 3);
        return encoded ? at + 3 : -1;
    }

    /**
     * Hides a named value if it is a secret.
     *
     * @param tight whether it is written as machines write, not as a sentence
     */
    private int secret(Kind kind, int from, boolean tight) {
        int to = valueEnd(from, from + DECIDING);
        if (to == from) {
            return -1;
        }
        boolean schemed = kind == Kind.SCHEME && charAt(to) == ' ' && valueEnd(to + 1, to + 2) > to + 1;
        boolean secret =
                switch (kind) {
                    case NONE, BEARER -> false;
                    case WORD, LINE -> true;
                    case MACHINE -> tight || !SecretShapes.word(text, from, to);
                    case SCHEME -> tight || schemed || !SecretShapes.word(text, from, to);
                    case PERHAPS -> SecretShapes.hinted(text, from, to);
                    case LIKELY ->
                        SecretShapes.hinted(text, from, to)
                                || SecretShapes.mixed(text, from, to)
                                || SecretShapes.uuid(text, from, to);
                };
        if (!secret) {
            return -1;
        }
        int start = schemed ? to + 1 : from;
        return hide(start, kind == Kind.LINE ? lineEnd(start) : valueEnd(start, text.length()));
    }

    private int bearer(int to) {
        int from = skip(to, " \t", 2);
        int end = valueEnd(from, from + DECIDING);
        boolean secret = from > to && end - from >= SHORTEST_BEARER && !SecretShapes.word(text, from, end);
        return secret ? hide(from, valueEnd(from, text.length())) : -1;
    }

    /** {@code scheme://user:password@host}: hides the password, or the only word before the host. */
    private int address(int from) {
        int at = -1;
        int colon = -1;
        int end = from;
        while (end < text.length() && " \t\r\n/?#\"'<>".indexOf(text.charAt(end)) < 0) {
            at = text.charAt(end) == '@' ? end : at;
            colon = text.charAt(end) == ':' && colon < 0 ? end : colon;
            end++;
        }
        if (at < 0) {
            return from;
        }
        return hide(colon >= 0 && colon < at ? colon + 1 : from, at);
    }

    private int hide(int from, int to) {
        if (clean == null) {
            clean = new StringBuilder(text.length());
        }
        clean.append(text, copied, from).append(Redaction.MARK);
        copied = to;
        return to;
    }

    private int skip(int from, String which, int most) {
        int at = from;
        while (at < text.length() && at - from < most && which.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private int wordEnd(int from) {
        int at = from;
        while (at < text.length() && wordly(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int valueEnd(int from, int limit) {
        int at = from;
        while (at < Math.min(limit, text.length())
                && text.charAt(at) > ' '
                && "&,;\"'()[]{}<>|\\".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return Math.max(at, from);
    }

    private int lineEnd(int from) {
        int at = from;
        while (at < text.length() && "\r\n\"'[]{}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** The character there; none where the text is over. */
    private char charAt(int at) {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private static boolean wordly(char c) {
        return SecretShapes.letter(c) || SecretShapes.digit(c) || c == '_' || c == '-';
    }
}
