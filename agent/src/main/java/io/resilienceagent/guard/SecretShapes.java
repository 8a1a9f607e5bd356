package io.resilienceagent.guard;

/** What secrets look like, where no name tells: long, and of letters and digits that nobody would choose. */
final class SecretShapes {
    /** Where a name beside it hints at a secret. */
    private static final int SHORTEST_HINTED = 16;
    /** Where nothing does. */
    private static final int SHORTEST_ALONE = 40;
    /** A signature or a private key; commit ids and addresses are shorter. */
    private static final int SHORTEST_HEX_ALONE = 64;

    private static final int LONGEST_WORD = 24;

    private static final int SHORTEST_MIXED = 6;
    private static final int FEW = 4;
    private static final int UUID_LENGTH = 36;

    private SecretShapes() {}

    /** Whether a run of letters, digits, dashes and underscores is a secret by itself. */
    static boolean alone(String text, int start, int to) {
        int from = text.startsWith("0x", start) ? start + 2 : start;
        if (to - from < SHORTEST_ALONE) {
            return false;
        }
        int digits = 0;
        int letters = 0;
        int hex = 0;
        int longest = 0;
        int unbroken = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            digits += digit(c) ? 1 : 0;
            letters += letter(c) ? 1 : 0;
            hex += hex(c) ? 1 : 0;
            unbroken = digit(c) || letter(c) ? unbroken + 1 : 0;
            longest = Math.max(longest, unbroken);
        }
        boolean random = digits > FEW && letters > FEW;
        // Names of threads, tests and files are long too, but have dashes or underscores between their words.
        return random && longest >= LONGEST_WORD && (hex < to - from || hex >= SHORTEST_HEX_ALONE);
    }

    /** Whether a value is a secret where little but its name says so: {@code key=}, or the words "api key" before it. */
    static boolean hinted(String text, int from, int to) {
        if (to - from < SHORTEST_HINTED || uuid(text, from, to)) {
            return false;
        }
        int digits = 0;
        int letters = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            digits += digit(c) ? 1 : 0;
            letters += letter(c) ? 1 : 0;
        }
        return digits >= FEW && letters >= FEW;
    }

    /** Whether a short value has what passwords are asked to have, and names of assets have not. */
    static boolean mixed(String text, int from, int to) {
        boolean digit = false;
        boolean small = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            digit |= digit(c);
            small |= c >= 'a' && c <= 'z';
        }
        return digit && small && to - from >= SHORTEST_MIXED;
    }

    /** Whether a word could stand in a sentence: letters in lower case, the first in either. */
    static boolean word(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean small = c >= 'a' && c <= 'z';
            if (!small && !(i == from && letter(c)) && c != '.') {
                return false;
            }
        }
        return true;
    }

    /** The form of most order ids, which are to stay readable. */
    static boolean uuid(String text, int from, int to) {
        if (to - from != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = text.charAt(from + i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !hex(c)) {
                return false;
            }
        }
        return true;
    }

    /** How many digits the run that ends here has at its end. */
    static int digitsBefore(String text, int from, int to) {
        int digits = 0;
        while (to - digits > from && digit(text.charAt(to - digits - 1))) {
            digits++;
        }
        return digits;
    }

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean hex(char c) {
        return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
