package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.host.AsyncHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.util.Map;

/** The outcome of a call that answers with a future is what it completes with, and no event loop waits for it. */
class AsyncIT {
    private static final String POLICY = """
            version: 1
            bot: async
            join_points:
              never: {on: io.resilienceagent.host.AsyncHost#never, kind: query}
              flaky: {on: io.resilienceagent.host.AsyncHost#flaky, kind: query}
              refused: {on: io.resilienceagent.host.AsyncHost#refused, kind: query}
              limited: {on: io.resilienceagent.host.AsyncHost#limited, bind: {symbol: arg0}}
              order: {on: io.resilienceagent.host.AsyncHost#order, kind: order, bind: {symbol: arg0}}
              handed: {on: io.resilienceagent.host.AsyncHost#handed, kind: query}
            guards:
              never: [timeout: 100ms]
              flaky: [retry: {attempts: 3, backoff: 1ms, jitter: 0}]
              refused: [fallback: {on: io.resilienceagent.host.Calls$Refused, return: cached}]
              limited: [rate_limit: {calls: 1, within: 1h, per: symbol}]
              order: [circuit_breaker: {failures: 1, within: 60s, open_for: 1h, per: symbol}]
              handed: [timeout: 60s]
            """;

    @ForkedJvm
    void futuresAreFollowed(Jvm jvm) {
        GuardedRun run = GuardedRun.of(jvm, AsyncHost.class, POLICY);
        assertEquals(
                Map.of(
                        "never", "CallDeniedException TIMED_OUT",
                        "flaky", "try 3",
                        "tries", "3",
                        "refused", "cached",
                        "limited", "sent A",
                        "limited again", "CallDeniedException RATE_LIMITED",
                        "order", "IOException reset",
                        "order again", "CallDeniedException CIRCUIT_OPEN",
                        "cancelled", "true",
                        "host code on the agent's threads", "false"),
                run.told(),
                run.ended()::err);
        assertEquals("[]", run.status().path("failures").toString());
    }
}
