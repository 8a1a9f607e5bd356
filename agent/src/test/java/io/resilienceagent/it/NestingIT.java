package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.host.NestingHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.util.Map;

/** One logical order that passes several join points is judged and counted once, at the outermost. */
class NestingIT {
    private static final String POLICY = """
            version: 1
            bot: nesting
            join_points:
              outer: {on: io.resilienceagent.host.Calls#outer, kind: order, bind: {symbol: arg0}}
              client: {on: io.resilienceagent.host.Calls#client, kind: order, bind: {symbol: arg0}}
              transport: {on: io.resilienceagent.host.Calls#transport, kind: order, bind: {symbol: arg0}}
            guards:
              outer: [rate_limit: {calls: 1, within: 1h, per: symbol}]
              client: [rate_limit: {calls: 1, within: 1h, per: symbol}]
              transport: [rate_limit: {calls: 1, within: 1h, per: symbol}]
            """;

    @ForkedJvm
    void oneOrderIsJudgedOnce(Jvm jvm) {
        GuardedRun run = GuardedRun.of(jvm, NestingHost.class, POLICY);
        assertEquals(
                Map.of(
                        "first", "outer client sent A",
                        "second", "CallDeniedException RATE_LIMITED",
                        "inner.alone", "client sent A",
                        "inner.again", "CallDeniedException RATE_LIMITED",
                        "outermost.again", "outer client sent B",
                        "other.thread", "CallDeniedException RATE_LIMITED",
                        "reached", "3"),
                run.told());
        assertEquals(4, run.joinPoint("outer").path("calls").asInt());
        assertEquals(2, run.joinPoint("client").path("calls").asInt());
        assertEquals(0, run.joinPoint("transport").path("calls").asInt());
    }
}
