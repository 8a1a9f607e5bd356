package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.host.JavaOnlyHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.util.Map;

/** A class whose loader knows nothing but itself and {@code java.*} is guarded like any other. */
class JavaOnlyLoaderIT {
    @ForkedJvm
    void aClassUnderSuchALoaderIsGuarded(Jvm jvm) {
        GuardedRun run = GuardedRun.of(jvm, JavaOnlyHost.class, """
                version: 1
                bot: loader
                join_points:
                  client: {on: io.resilienceagent.host.Calls#client, bind: {symbol: arg0}}
                  thrown: {on: io.resilienceagent.host.Calls#thrown, deny: {throw: io.resilienceagent.host.Calls$Refused}}
                guards:
                  client: [rate_limit: {calls: 1, within: 1h, per: symbol}]
                  thrown: [rate_limit: {calls: 1, within: 1h}]
                """);
        assertEquals(
                Map.of(
                        "loader", "JavaOnly",
                        "first", "client sent A",
                        "second", "CallDeniedException RATE_LIMITED",
                        "thrown", "text",
                        "thrown again", "Refused RATE_LIMITED"),
                run.told());
    }
}
