package com.example.marketbot;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Signed requests to the exchange, and what its answers mean. */
final class SignedHttp {
    private static final int BAD_REQUEST = 400;
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final HttpClient client;
    private final URI base;
    private final Credentials credentials;
    private final Duration timeout;

    SignedHttp(URI base, Credentials credentials, Duration timeout) {
        this.base = base;
        this.credentials = credentials;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /** Sends one request once, and gives back the body of a good answer. */
    String send(String method, String path, String body, Map<String, String> headers) {
        String timestamp = Long.toString(System.currentTimeMillis());
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("X-Api-Key", credentials.apiKey())
                .header("X-Timestamp", timestamp)
                .header("X-Signature", Signature.of(credentials.secret(), method, path, timestamp, body));
        headers.forEach(request::header);
        return bodyOf(exchange(request.build()));
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw new ExchangeTimeout("TIMEOUT: no answer within " + timeout.toMillis() + " ms", e);
        } catch (IOException e) {
            throw new ExchangeException("CONNECTION_FAILED: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExchangeException("INTERRUPTED: while waiting for the exchange", e);
        }
    }

    private static String bodyOf(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status == 200) {
            return response.body();
        }
        Optional<String> refusal = status == BAD_REQUEST ? refusal(response.body()) : Optional.empty();
        if (refusal.isPresent()) {
            throw new OrderRejected(refusal.get());
        }
        throw new ExchangeException("HTTP " + status + ": " + response.body(), status, retryAfter(response));
    }

    /** The exchange's own code and words, if this is its own refusal and not that of a proxy in between. */
    private static Optional<String> refusal(String body) {
        try {
            Map<String, Object> answer = Json.read(body, OBJECT);
            return Optional.ofNullable(answer.get("code")).map(code -> code + ": " + answer.get("message"));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static Duration retryAfter(HttpResponse<String> response) {
        try {
            return Duration.ofSeconds(
                    response.headers().firstValueAsLong("Retry-After").orElse(0));
        } catch (NumberFormatException e) {
            return Duration.ZERO; // the header may also be a date; nobody sends one here
        }
    }
}
