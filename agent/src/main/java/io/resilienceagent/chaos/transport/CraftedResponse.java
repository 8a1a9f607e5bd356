package io.resilienceagent.chaos.transport;

import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * The answer to a request that was never sent.
 *
 * @param <T> what the caller's handler made of the body
 * @param request the caller's own
 */
record CraftedResponse<T>(HttpRequest request, int statusCode, HttpHeaders headers, T body, Version version)
        implements HttpResponse<T> {
    @Override
    public Optional<HttpResponse<T>> previousResponse() {
        return Optional.empty();
    }

    @Override
    public Optional<SSLSession> sslSession() {
        return Optional.empty();
    }

    @Override
    public URI uri() {
        return request.uri();
    }

    /** As the client's own reads. */
    @Override
    public String toString() {
        return "(" + request.method() + " " + uri() + ") " + statusCode;
    }
}
