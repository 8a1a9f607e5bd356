package io.resilienceagent.host;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Methods whose arguments carry values in every way that a policy can read. */
final class Bound {
    private final String account;

    Bound(String account) {
        this.account = account;
    }

    record Ticket(String symbol, Instrument instrument) {
        String label() {
            return symbol + "!";
        }
    }

    record Instrument(String symbol) {}

    /** A bean of the old kind. */
    static final class Bean {
        private final String name;
        private final boolean pressing;

        Bean(String name, boolean pressing) {
            this.name = name;
            this.pressing = pressing;
        }

        public String getSymbol() {
            return name;
        }

        public boolean isUrgent() {
            return pressing;
        }
    }

    /** Has nothing but a private field. */
    static class Hidden {
        @SuppressWarnings("UnusedVariable") // read by the agent
        private final String secret;

        Hidden(String secret) {
            this.secret = secret;
        }
    }

    /** The field is its superclass's. */
    static final class Heir extends Hidden {
        Heir(String secret) {
            super(secret);
        }
    }

    enum Side {
        BUY {
            @Override
            String sign() {
                return "+";
            }
        },
        SELL {
            @Override
            String sign() {
                return "-";
            }
        };

        abstract String sign();
    }

    String component(Ticket ticket) {
        return "sent";
    }

    String nested(Ticket ticket) {
        return "sent";
    }

    String method(Ticket ticket) {
        return "sent";
    }

    String getter(Bean bean) {
        return "sent";
    }

    String isGetter(Bean bean) {
        return "sent";
    }

    String field(Hidden hidden) {
        return "sent";
    }

    String key(Map<String, String> headers) {
        return "sent";
    }

    String index(List<String> words) {
        return "sent";
    }

    String array(String... words) {
        return "sent";
    }

    String constant(Side side) {
        return "sent";
    }

    String self() {
        return "sent by " + account;
    }

    static String still(String symbol) {
        return "sent";
    }

    String decimal(String symbol, Side side, BigDecimal quantity) {
        return "sent";
    }

    String floating(String symbol, Side side, double quantity) {
        return "sent";
    }

    String whole(String symbol, Side side, long quantity) {
        return "sent";
    }

    String text(String symbol, Side side, String quantity) {
        return "sent";
    }
}
