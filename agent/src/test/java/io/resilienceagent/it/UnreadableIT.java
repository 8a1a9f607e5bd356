package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.host.UnreadableHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.util.Map;
import java.util.TreeMap;

/** A value that cannot be read: an order is denied, any other call passes, and each is counted and told once. */
class UnreadableIT {
    private static final String POLICY = """
            version: 1
            bot: unreadable
            join_points:
              order:
                on: io.resilienceagent.host.UnreadableHost#order
                kind: order
                bind: {symbol: "arg0['symbol']", side: "arg0['side']", quantity: "arg0['quantity']"}
              query:
                on: io.resilienceagent.host.UnreadableHost#query
                kind: query
                bind: {symbol: "arg0['symbol']"}
              closed:
                on: io.resilienceagent.host.UnreadableHost#closed
                kind: query
                bind: {symbol: "arg0['symbol']"}
              throwing:
                on: io.resilienceagent.host.UnreadableHost#throwing
                kind: order
                bind: {symbol: arg0.symbol}
            guards:
              order: [limits: {max_quantity: 10}]
              query: [rate_limit: {calls: 100, within: 1h, per: symbol}]
              closed: [rate_limit: {calls: 100, within: 1h, per: symbol, on_guard_error: closed}]
              throwing: [rate_limit: {calls: 100, within: 1h, per: symbol}]
            """;

    @ForkedJvm
    void ordersAreDeniedAndOtherCallsPass(Jvm jvm) {
        GuardedRun run = GuardedRun.of(jvm, UnreadableHost.class, POLICY);
        String denied = "CallDeniedException GUARD_ERROR";
        assertEquals(
                Map.of(
                        "order.whole",
                        "sent",
                        "order.partial",
                        denied,
                        "order.other",
                        denied,
                        "query.whole",
                        "answered",
                        "query.other",
                        "answered",
                        "query.again",
                        "answered",
                        "closed.other",
                        denied,
                        "getter.throws",
                        denied),
                run.told());
        Map<String, Integer> failures = new TreeMap<>();
        for (JsonNode failure : run.status().path("failures")) {
            assertEquals("GUARD_ERROR", failure.path("kind").asText());
            failures.put(failure.path("place").asText(), failure.path("count").asInt());
        }
        assertEquals(
                Map.of("order.limits", 2, "query.rate_limit", 2, "closed.rate_limit", 1, "throwing.rate_limit", 1),
                failures);
        assertEquals(4, run.log("GUARD_ERROR").size(), run.ended()::err);
        assertEquals(
                2, run.joinPoint("order").path("denied").path("GUARD_ERROR").asInt());
    }
}
