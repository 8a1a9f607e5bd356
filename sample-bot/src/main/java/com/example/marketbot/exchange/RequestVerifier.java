package com.example.marketbot.exchange;

import com.example.marketbot.Credentials;
import com.example.marketbot.Signature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.LongSupplier;

/** Lets only requests in that the account's owner signed a short while ago. */
final class RequestVerifier {
    private static final long WINDOW_MILLIS = 30_000;

    private final Credentials credentials;
    private final LongSupplier clock;

    /** @param clock the time in milliseconds since the epoch */
    RequestVerifier(Credentials credentials, LongSupplier clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /** Refuses the request unless all is in order. */
    void verify(String apiKey, String timestamp, String signature, String method, String pathAndQuery, String body) {
        if (!credentials.apiKey().equals(apiKey)) {
            throw new Refusal(401, "UNKNOWN_KEY", "unknown API key");
        }
        String expected = Signature.of(credentials.secret(), method, pathAndQuery, String.valueOf(timestamp), body);
        if (!MessageDigest.isEqual(bytes(expected), bytes(String.valueOf(signature)))) {
            throw new Refusal(401, "BAD_SIGNATURE", "the signature does not fit the request");
        }
        if (Math.abs(clock.getAsLong() - millis(timestamp)) > WINDOW_MILLIS) {
            throw new Refusal(400, "TIMESTAMP_OUT_OF_WINDOW", "the clocks are too far apart");
        }
    }

    private static long millis(String timestamp) {
        try {
            return Long.parseLong(timestamp);
        } catch (NumberFormatException e) {
            throw new Refusal(400, "BAD_TIMESTAMP", "not a time in milliseconds: " + timestamp);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
