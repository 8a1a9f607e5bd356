package io.resilienceagent.host;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Methods of every return type, which count what really reaches them; and orders that are sent through layers. */
class Calls {
    static final AtomicInteger REACHED = new AtomicInteger();

    enum Level {
        LOW,
        HIGH
    }

    /** The host's own exception. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /** Has no constructor that takes a text. */
    static final class Silent extends IOException {
        private static final long serialVersionUID = 1;
    }

    String thrown() {
        return reached("text");
    }

    String checked() throws IOException {
        return reached("text");
    }

    String plain() {
        return reached("text");
    }

    int number() {
        return reached(7);
    }

    boolean truth() {
        return reached(true);
    }

    Level level() {
        return reached(Level.LOW);
    }

    String nothing() {
        return reached("text");
    }

    String previous(String answer) {
        return reached(answer);
    }

    void silent() {
        reached(null);
    }

    /** A framework's order, which a client's carries out, which a transport's sends. */
    String outer(String symbol) {
        return "outer " + client(symbol);
    }

    String client(String symbol) {
        return "client " + transport(symbol);
    }

    String transport(String symbol) {
        return reached("sent " + symbol);
    }

    private static <T> T reached(T answer) {
        REACHED.incrementAndGet();
        return answer;
    }
}
