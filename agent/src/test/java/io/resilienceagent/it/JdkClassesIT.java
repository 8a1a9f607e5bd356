package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.host.HttpHost;
import io.resilienceagent.host.JdkLocksHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.util.List;
import java.util.Map;

/** Join points in classes of the JDK: what the agent itself stands on is refused, the rest is guarded. */
class JdkClassesIT {
    @ForkedJvm
    void theHttpClientIsGuarded(Jvm jvm) {
        GuardedRun run = GuardedRun.of(jvm, HttpHost.class, """
                version: 1
                bot: jdk
                join_points:
                  http: {on: "jdk.internal.net.http.HttpClientImpl#send(HttpRequest,..)", bind: {host: arg0.uri.host}}
                guards:
                  http:
                    - timeout: 60s
                    - rate_limit: {calls: 1, within: 1h, per: host}
                """);
        assertEquals(
                Map.of(
                        "first", "untraced",
                        "second", "CallDeniedException RATE_LIMITED",
                        "client", "CallDeniedException RATE_LIMITED"),
                run.told(),
                run.ended()::err);
        assertEquals("[]", run.status().path("failures").toString());
    }

    /** A guard on a map's get would call itself: the agent is made of such classes, and says so. */
    @ForkedJvm
    void whatTheAgentStandsOnIsRefused(Jvm jvm) {
        Jvm.Ended ended = jvm.withPolicy(
                        policy("java.util.concurrent.ConcurrentHashMap#get", "java.lang.ThreadLocal#get()"))
                .runningClass(JdkLocksHost.class)
                .run();
        assertEquals(77, ended.exitCode(), ended::toString);
        assertTrue(ended.err().contains("2 problems"), ended::err);
        assertTrue(
                ended.err()
                        .contains(
                                "java.util.concurrent.ConcurrentHashMap is a class that the agent itself is made with"),
                ended::err);
    }

    /** A pattern that takes in more than was thought of does not take in those. */
    @ForkedJvm
    void wildcardsPassItBy(Jvm jvm) {
        GuardedRun run = GuardedRun.of(
                jvm,
                JdkLocksHost.class,
                policy("java.util.*Map#*", "java.util.concurrent.locks.Lock+#lock", "java.lang.Thread*#get*"));
        assertEquals(
                Map.of("lock", "1", "map", "null", "map again", "b", "local", "initial", "call", "text"),
                run.told(),
                run.ended()::err);
        assertEquals(List.of(), run.matched("jdk0"));
        assertEquals("[]", run.status().path("failures").toString());
    }

    private static String policy(String... on) {
        StringBuilder yaml = new StringBuilder("version: 1\nbot: jdk\njoin_points:\n");
        for (int i = 0; i < on.length; i++) {
            yaml.append("  jdk%d: {on: \"%s\"}\n".formatted(i, on[i]));
        }
        yaml.append("guards:\n");
        for (int i = 0; i < on.length; i++) {
            yaml.append("  jdk%d: [rate_limit: {calls: 100000, within: 1s}]\n".formatted(i));
        }
        return yaml.toString();
    }
}
