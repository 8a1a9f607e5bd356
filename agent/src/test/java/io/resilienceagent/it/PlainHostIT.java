package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.host.PlainHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A host sees of the agent one class of {@code java.lang} and the two that launch it, and nothing else changes. */
class PlainHostIT {
    private static final String POLICY = """
            version: 1
            bot: plain
            join_points:
              plain: {on: io.resilienceagent.host.Calls#plain}
            guards:
              plain: [safe_mode]
            """;

    @ForkedJvm
    void theHostSeesNothing(Jvm jvm) {
        Map<String, String> told = GuardedRun.of(jvm, PlainHost.class, POLICY).told();
        assertEquals("text", told.get("call"));
        assertEquals(
                15,
                told.keySet().stream()
                        .filter(n -> n.matches("(class|(boot )?resource) .*"))
                        .count());
        told.forEach((name, found) -> {
            if (name.startsWith("class ")) {
                assertTrue(found.startsWith("ClassNotFoundException"), () -> name + " " + found);
            } else if (name.contains("resource ")) {
                assertEquals("null", found, name);
            }
        });
        assertEquals("null", told.get("handler"));
        assertEquals("true", told.get("context loader"));
        // Daemons of ours by their names, and at most four of them.
        assertTrue(
                told.get("threads").matches("\\[resilience-[a-z]+ daemon(, resilience-[a-z]+ daemon){1,3}\\]"),
                told.get("threads"));
    }

    @ForkedJvm
    void systemPropertiesAreAsWithoutTheAgent(Jvm jvm, Jdks.Jdk jdk) {
        GuardedRun guarded = GuardedRun.of(jvm, PlainHost.class, POLICY);
        Jvm bare = new Jvm(jdk, guarded.directory())
                .with("-Xverify:all", "-Xshare:auto")
                .runningClass(PlainHost.class);
        assertEquals(properties(GuardedRun.wellEnded(bare, guarded.directory())), properties(guarded));
    }

    /** The archive of the JDK's classes is what a JVM starts fast by; many an agent costs it. */
    @ForkedJvm
    void theArchiveOfTheJdksClassesIsStillUsed(Jvm given, Jdks.Jdk jdk) throws IOException {
        Path log = given.write("classes.log", "");
        // Not with -Xverify:all, which itself switches the archive off.
        Jvm jvm = new Jvm(jdk, log.getParent()).with("-Xshare:auto", "-Xlog:class+load:file=" + log);
        GuardedRun.of(jvm, PlainHost.class, POLICY);
        List<String> loaded = Files.readAllLines(log);
        assertTrue(
                loaded.stream().anyMatch(line -> line.contains("java.lang.Object source: shared objects file")),
                "java.lang.Object is not from the archive");
        long shared = loaded.stream()
                .filter(line -> line.contains("source: shared objects file"))
                .count();
        assertTrue(shared > 450, () -> shared + " classes from the archive");
    }

    private static Map<String, String> properties(GuardedRun run) {
        Map<String, String> properties = new TreeMap<>(run.told());
        properties.keySet().removeIf(name -> !name.startsWith("property "));
        return properties;
    }
}
