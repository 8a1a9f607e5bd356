package io.resilienceagent.control;

/** An HTTP request that is not carried out, and how that is said. */
final class HttpRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String next;

    HttpRefusal(int status, String code, String message, String next) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.next = next;
    }

    static HttpRefusal malformed(String message) {
        return new HttpRefusal(400, "BAD_REQUEST", message, "");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String next() {
        return next;
    }
}
