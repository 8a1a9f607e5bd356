package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.host.DeskHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What patterns mean in a real host: overloads, subtypes, wildcards, annotations, every kind of method. */
class PointcutIT {
    @ForkedJvm
    void anExactPatternMeansOneOverload(Jvm jvm) {
        GuardedRun run = stopped(jvm, "io.resilienceagent.host.Desk$Plain#place(String,int)");
        assertEquals(List.of("overload.times"), denied(run));
        assertEquals(List.of("io.resilienceagent.host.Desk$Plain#place(String, int)"), run.matched("all"));
    }

    @ForkedJvm
    void subtypesAreAllThatImplementOrExtend(Jvm jvm) {
        GuardedRun run = stopped(jvm, "io.resilienceagent.host.Desk+#place*(String)");
        // Lambdas are hidden classes, which no JVM lets an agent see; default methods that they inherit are seen.
        assertEquals(
                List.of("default", "lambda.default", "other.loader", "plain", "special", "special.overridden"),
                denied(run));
        assertEquals("lambda a", run.told().get("lambda"));
    }

    @ForkedJvm
    void wildcardsStandInClassAndMethod(Jvm jvm) {
        GuardedRun run = stopped(jvm, "io.resilienceagent.host.*$Plain*#place");
        assertEquals(
                List.of("other.loader", "overload.list", "overload.times", "plain"), denied(run), run.told()::toString);
    }

    @ForkedJvm
    void anAnnotationMarksMethods(Jvm jvm) {
        assertEquals(List.of("marked"), denied(stopped(jvm, "@io.resilienceagent.host.Desk$Watched")));
    }

    @ForkedJvm
    void everyKindOfMethodWithABodyIsWoven(Jvm jvm) {
        GuardedRun run = stopped(jvm, "io.resilienceagent.host.Desk$Oth*#*", "io.resilienceagent.host.Desk$Half+#*");
        assertEquals(
                List.of("abstract", "final", "marked", "private", "static", "synchronized", "unmarked", "void", "wide"),
                denied(run),
                run.told()::toString);
        assertEquals("true", run.told().get("lock.free"));
        assertTrue(
                GuardedRun.texts(run.status().path("not_woven")).toString().contains("foreign is native"),
                () -> run.status().toPrettyString());
    }

    /** All that the patterns mean is stopped from the first instruction, by a file that stands there before. */
    private static GuardedRun stopped(Jvm jvm, String... patterns) {
        String on = Stream.of(patterns).map(p -> '"' + p + '"').collect(Collectors.joining(", ", "[", "]"));
        jvm.write("STOP.TXT", "");
        return GuardedRun.of(jvm, DeskHost.class, """
                version: 1
                bot: desk
                shared_data: .
                join_points:
                  all: {on: %s}
                guards:
                  all: [safe_mode]
                """.formatted(on));
    }

    private static List<String> denied(GuardedRun run) {
        return run.told().entrySet().stream()
                .filter(told -> told.getValue().equals("CallDeniedException STOP_FILE"))
                .map(Map.Entry::getKey)
                .toList();
    }
}
