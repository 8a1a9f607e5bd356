package io.resilienceagent.guard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which names stand for secrets, whatever their writing: {@code api_key}, {@code apiKey} and {@code X-MBX-APIKEY} are
 * one, since case, dashes and underscores do not count and a name may begin with anything. Immutable.
 */
final class SecretNames {
    /** Longer words name nothing. */
    static final int LONGEST = 64;

    /** How sure a name alone makes it that its value is a secret. */
    enum Kind {
        /** Names no secret. */
        NONE,
        /** Seldom a secret, as in {@code key=}: the value has to look like one. */
        PERHAPS,
        /** Mostly a secret, but {@code token=USDT} is none. */
        LIKELY,
        /** A machine's secret: any value, but no word of a sentence such as "signature: invalid". */
        MACHINE,
        /** A person's secret, which may be any word. */
        WORD,
        /** The value of a header that may begin with a scheme, as in {@code Authorization: Basic ...}. */
        SCHEME,
        /** A scheme itself: the next word is the secret. */
        BEARER,
        /** All of the line. */
        LINE
    }

    private record Ending(String text, Kind kind) {}

    private static final List<Ending> KNOWN = List.of(
            // Of two that end a name alike the longer stands first.
            new Ending("authorization", Kind.SCHEME),
            new Ending("bearer", Kind.BEARER),
            new Ending("cookie", Kind.LINE),
            new Ending("password", Kind.WORD),
            new Ending("passphrase", Kind.WORD),
            new Ending("passwd", Kind.WORD),
            new Ending("pwd", Kind.WORD),
            new Ending("secret", Kind.WORD),
            new Ending("mnemonic", Kind.WORD),
            new Ending("secretkey", Kind.MACHINE),
            new Ending("privatekey", Kind.MACHINE),
            new Ending("apikey", Kind.MACHINE),
            new Ending("accesskey", Kind.MACHINE),
            new Ending("accesssign", Kind.MACHINE),
            new Ending("apisign", Kind.MACHINE),
            new Ending("listenkey", Kind.MACHINE),
            new Ending("signature", Kind.MACHINE),
            new Ending("hmac", Kind.MACHINE),
            new Ending("sessionid", Kind.MACHINE),
            new Ending("accesstoken", Kind.MACHINE),
            new Ending("refreshtoken", Kind.MACHINE),
            new Ending("authtoken", Kind.MACHINE),
            new Ending("bottoken", Kind.MACHINE),
            new Ending("jwt", Kind.MACHINE),
            new Ending("credential", Kind.LIKELY),
            new Ending("credentials", Kind.LIKELY),
            new Ending("token", Kind.LIKELY),
            new Ending("key", Kind.PERHAPS),
            new Ending("sign", Kind.PERHAPS),
            new Ending("auth", Kind.LIKELY),
            new Ending("session", Kind.LIKELY));

    /** By the last letter, so that most words of a text meet no ending at all. */
    private final Map<Character, List<Ending>> byLastLetter = new HashMap<>();

    /** @param more names of secrets beside the usual ones, in any writing */
    SecretNames(Collection<String> more) {
        more.stream().map(SecretNames::normal).filter(name -> !name.isEmpty()).forEach(name -> add(name, Kind.WORD));
        KNOWN.forEach(known -> add(known.text(), known.kind()));
    }

    private void add(String ending, Kind kind) {
        byLastLetter
                .computeIfAbsent(ending.charAt(ending.length() - 1), letter -> new ArrayList<>())
                .add(new Ending(ending, kind));
    }

    /** What the word, or the two with a blank between, from {@code from} to {@code to} names. */
    Kind kind(String text, int from, int to) {
        if (to - from > LONGEST) {
            return Kind.NONE;
        }
        List<Ending> endings = byLastLetter.get(Character.toLowerCase(text.charAt(to - 1)));
        if (endings == null) {
            return Kind.NONE;
        }
        String word = normal(text.substring(from, to));
        for (Ending ending : endings) {
            if (word.endsWith(ending.text())) {
                return ending.kind();
            }
        }
        return Kind.NONE;
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(" ", "");
    }
}
