package io.resilienceagent.control;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What stands before the body of an HTTP/1.1 request. Read strictly: what two programs could read in two ways is refused.
 *
 * @param method upper case
 * @param path without the query
 * @param headers by their names in lower case
 */
record HttpHead(String method, String path, Map<String, List<String>> headers) {
    private static final Pattern REQUEST_LINE = Pattern.compile("([A-Z]{1,20}) (/[!-~]{0,2000}) HTTP/1\\.[01]");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\t -~\\x80-\\xff]*");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,15}");
    private static final int MOST_HEADERS = 64;

    /** Reads it, without the empty line at its end. */
    static HttpHead read(byte[] bytes) throws HttpRefusal {
        String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\r\n", -1);
        var request = REQUEST_LINE.matcher(lines[0]);
        if (!request.matches()) {
            throw HttpRefusal.malformed("the request line is not that of HTTP/1.1");
        }
        if (lines.length - 1 > MOST_HEADERS) {
            throw new HttpRefusal(431, "BAD_REQUEST", "more than " + MOST_HEADERS + " headers", "");
        }
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            String name = colon < 0 ? "" : lines[i].substring(0, colon);
            String value = lines[i].substring(colon + 1).strip();
            if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
                throw HttpRefusal.malformed("header " + i + " is none");
            }
            headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                    .add(value);
        }
        return new HttpHead(request.group(1), request.group(2).split("\\?", 2)[0], headers);
    }

    /** The value of a header that may stand there once. */
    Optional<String> header(String name) throws HttpRefusal {
        List<String> values = headers.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw HttpRefusal.malformed("the header " + name + " stands there more than once");
        }
        return values.stream().findFirst();
    }

    /** How many bytes the body has. */
    int bodyLength() throws HttpRefusal {
        if (headers.containsKey("transfer-encoding")) {
            throw new HttpRefusal(411, "BAD_REQUEST", "the body comes in chunks", "send it with Content-Length");
        }
        Optional<String> length = header("content-length");
        if (length.isEmpty()) {
            return 0;
        }
        if (!LENGTH.matcher(length.get()).matches()) {
            throw HttpRefusal.malformed("Content-Length is no length");
        }
        long bytes = Long.parseLong(length.get());
        if (bytes > Connection.MOST_BYTES) {
            throw new HttpRefusal(
                    413, "BAD_REQUEST", "the body has " + bytes + " bytes, of at most " + Connection.MOST_BYTES, "");
        }
        return (int) bytes;
    }
}
