package io.resilienceagent.control;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Writes answers over HTTP: JSON that nobody keeps, guesses about or frames, and the end of the connection. */
final class HttpAnswer {
    private static final Map<String, Integer> STATUS = Map.of(
            "BAD_REQUEST", 400,
            "CHAOS_DISABLED", 403,
            "UNKNOWN_COMMAND", 404,
            "UNKNOWN_TARGET", 404,
            "UNKNOWN_EXPERIMENT", 404,
            "POLICY_REJECTED", 422,
            "INTERNAL", 500,
            "AUDIT_UNAVAILABLE", 503,
            "BUSY", 503);

    private static final int CONFLICT = 409;
    private static final String JSON = "application/json";

    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(409, "Conflict"),
            Map.entry(411, "Length Required"),
            Map.entry(413, "Content Too Large"),
            Map.entry(421, "Misdirected Request"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(503, "Service Unavailable"));

    private HttpAnswer() {}

    static byte[] of(Finished finished) {
        if (finished.document() != null) {
            Document document = finished.document();
            return bytes(200, document.contentType(), document.text().getBytes(StandardCharsets.UTF_8), "");
        }
        if (finished.isDone()) {
            return bytes(finished.well() ? 200 : 503, finished.json(), "");
        }
        return bytes(STATUS.getOrDefault(finished.code(), CONFLICT), error(finished), "");
    }

    static byte[] of(HttpRefusal refusal) {
        String more =
                switch (refusal.status()) {
                    case 401 -> "WWW-Authenticate: Bearer\r\n";
                    case 405 -> "Allow: GET, POST\r\n";
                    default -> "";
                };
        Finished finished = Finished.refused(refusal.code(), refusal.getMessage(), refusal.next());
        return bytes(refusal.status(), error(finished), more);
    }

    private static String error(Finished finished) {
        return "{\"error\":" + finished.json() + "}";
    }

    private static byte[] bytes(int status, String json, String more) {
        return bytes(status, JSON, (json + '\n').getBytes(StandardCharsets.US_ASCII), more);
    }

    private static byte[] bytes(int status, String contentType, byte[] body, String more) {
        String head = "HTTP/1.1 " + status + ' ' + REASONS.get(status) + "\r\n"
                + "Content-Type: " + contentType + "\r\n"
                + "Content-Length: " + body.length + "\r\n"
                + "Cache-Control: no-store\r\n"
                + "X-Content-Type-Options: nosniff\r\n"
                + "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
                + "Cross-Origin-Resource-Policy: same-origin\r\n"
                + "Connection: close\r\n"
                + more
                + "\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }
}
