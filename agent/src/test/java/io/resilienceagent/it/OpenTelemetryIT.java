package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.host.HttpHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The OpenTelemetry agent and ours on one command line, in either order: it traces, ours guards. */
class OpenTelemetryIT {
    private static final String POLICY = """
            version: 1
            bot: beside
            join_points:
              send: {on: io.resilienceagent.host.HttpHost#send, bind: {symbol: arg0}}
              transport: {on: jdk.internal.net.http.HttpClientImpl#send, kind: transport}
            guards:
              send: [rate_limit: {calls: 1, within: 1h, per: symbol}]
              transport: [rate_limit: {calls: 10, within: 1h}]
            """;

    @ForkedJvm
    void beforeOurs(Jvm jvm) {
        Path policy = jvm.write("policy.yaml", POLICY);
        bothWork(openTelemetry(jvm).withAgent(policy.toString()), policy.getParent());
    }

    @ForkedJvm
    void afterOurs(Jvm jvm) {
        Path policy = jvm.write("policy.yaml", POLICY);
        bothWork(openTelemetry(jvm.withAgent(policy.toString())), policy.getParent());
    }

    private static Jvm openTelemetry(Jvm jvm) {
        return jvm.with("-javaagent:" + HostJars.library("opentelemetry-javaagent"))
                .environment("OTEL_TRACES_EXPORTER", "none")
                .environment("OTEL_METRICS_EXPORTER", "none")
                .environment("OTEL_LOGS_EXPORTER", "none");
    }

    private static void bothWork(Jvm jvm, Path directory) {
        GuardedRun run = new GuardedRun(jvm.runningClass(HttpHost.class).run(), directory);
        assertEquals(0, run.ended().exitCode(), run.ended()::toString);
        assertEquals(
                Map.of("first", "traced", "second", "CallDeniedException RATE_LIMITED", "client", "traced"),
                run.told(),
                run.ended()::err);
        assertEquals(2, run.joinPoint("transport").path("calls").asInt());
        assertEquals("[]", run.status().path("failures").toString());
        // It has words of its own, and the JVM has some about it; nothing failed.
        assertEquals(
                List.of(),
                run.ended()
                        .err()
                        .lines()
                        .filter(line -> line.matches(".*( ERROR |Exception|resilienceagent.*WARN).*"))
                        .toList());
    }
}
