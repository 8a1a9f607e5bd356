package io.resilienceagent.chaos.transport;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An HTTP answer that no server gave. Immutable.
 *
 * @param status its code
 * @param fields further header fields, by name; length and type are its own
 * @param body the body's text
 */
public record CraftedReply(int status, Map<String, String> fields, String body) {
    private static final Map<Integer, String> REASONS = Map.of(
            429, "Too Many Requests",
            500, "Internal Server Error",
            502, "Bad Gateway",
            503, "Service Unavailable",
            504, "Gateway Timeout");

    /** Copies the fields and keeps their order. */
    public CraftedReply {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The body as it is sent. */
    public byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    /** All header fields. */
    public Map<String, List<String>> allFields() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("Content-Type", List.of(body.startsWith("{") ? "application/json" : "text/plain; charset=utf-8"));
        all.put("Content-Length", List.of(Integer.toString(bytes().length)));
        fields.forEach((name, value) -> all.put(name, List.of(value)));
        return all;
    }

    /** As it comes over the wire of HTTP 1.1. The connection ends with it: the request was never on it. */
    public byte[] onTheWire() {
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(REASONS.getOrDefault(status, "Error"))
                .append("\r\nConnection: close\r\n");
        allFields()
                .forEach((name, values) ->
                        head.append(name).append(": ").append(values.get(0)).append("\r\n"));
        return head.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
    }
}
