package io.resilienceagent.host;

import java.util.Map;

/** An order and a query whose arguments turn out not to have what the policy reads. */
public final class UnreadableHost {
    private UnreadableHost() {}

    public static void main(String[] arguments) {
        Map<String, String> whole = Map.of("symbol", "A", "side", "BUY", "quantity", "1");
        Tell.about("order.whole", () -> order(whole));
        Tell.about("order.partial", () -> order(Map.of("symbol", "A", "side", "BUY")));
        Tell.about("order.other", () -> order("a text is no map"));
        Tell.about("query.whole", () -> query(whole));
        Tell.about("query.other", () -> query("a text is no map"));
        Tell.about("query.again", () -> query("a text is no map"));
        Tell.about("closed.other", () -> closed("a text is no map"));
        Tell.about("getter.throws", () -> throwing(new Throwing()));
    }

    static String order(Object order) {
        return "sent";
    }

    static String query(Object order) {
        return "answered";
    }

    static String closed(Object order) {
        return "answered";
    }

    static String throwing(Throwing order) {
        return "sent";
    }

    /** Its getter fails. */
    static final class Throwing {
        @SuppressWarnings("DoNotCallSuggester") // the agent calls it
        public String getSymbol() {
            throw new IllegalStateException("not now");
        }
    }
}
