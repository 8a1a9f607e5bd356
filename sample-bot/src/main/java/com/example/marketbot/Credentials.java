package com.example.marketbot;

/** The API key that names us at the exchange, and the secret that signs our requests. */
public record Credentials(String apiKey, String secret) {

    /** The account of the simulated exchange; nothing of value hangs on it. */
    public static Credentials demo() {
        return new Credentials("demo-key", "demo-secret");
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "Credentials[" + apiKey + "]";
    }
}
