package io.resilienceagent.cli.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script beside the jar, as somebody installs it. */
class LauncherIT {
    private static final Path SCRIPT = Cli.DIRECTORY.resolve("resilience");

    @TempDir
    private Path directory;

    private static String run(int exit, Path script, Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(script.toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(words));
        builder.environment().remove("RESILIENCE_JAVA");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(exit, process.waitFor(), said);
        return said;
    }

    private Path fakeJava(String release) throws IOException {
        Path home = directory.resolve("old jdk");
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), release);
        Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\nexit 99\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return java;
    }

    @Test
    void itWorksThroughLinksAndOnEachJava() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(directory.resolve("resilience"), SCRIPT);
        Path relative = Files.createSymbolicLink(directory.resolve("again"), Path.of("resilience"));
        for (Jdks.Jdk jdk : Jdks.all()) {
            String said = run(0, relative, Map.of("RESILIENCE_JAVA", jdk.java()), "--version");
            assertTrue(said.startsWith("resilience "), said);
            assertTrue(run(0, link, Map.of("JAVA_HOME", jdk.home().toString()), "--version")
                    .startsWith("resilience "));
        }
    }

    @Test
    void exitCodesPassThrough() throws IOException, InterruptedException {
        run(2, SCRIPT, Map.of(), "no-such-command");
        run(3, SCRIPT, Map.of(), "status", "999999999");
    }

    @Test
    void aJavaThatIsTooOldIsTold() throws IOException, InterruptedException {
        for (String release : new String[] {"JAVA_VERSION=\"11.0.2\"\n", "JAVA_VERSION=\"1.8.0_402\"\n"}) {
            String said =
                    run(3, SCRIPT, Map.of("RESILIENCE_JAVA", fakeJava(release).toString()), "--version");
            assertTrue(said.contains("too old") && said.contains("RESILIENCE_JAVA"), said);
        }
        String said = run(3, SCRIPT, Map.of("RESILIENCE_JAVA", fakeJava("").toString()), "--version");
        assertTrue(said.contains("does not start"), said);
    }
}
