package io.resilienceagent.cli.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
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

    /** A java that writes down with what it was started. */
    private Path noting(Jdks.Jdk jdk) throws IOException {
        Path java = directory.resolve("java-" + jdk.version());
        Files.writeString(java, "#!/bin/sh\necho \"$@\" >> '" + java + ".txt'\nexec " + jdk.java() + " \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return java;
    }

    private static List<Path> archives(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file ->
                            file.toString().contains(".jsa") || file.toString().contains(".part"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean takesItFromThere(Path script, Path java) throws IOException, InterruptedException {
        Files.deleteIfExists(Path.of(java + ".txt"));
        assertTrue(run(0, script, Map.of("RESILIENCE_JAVA", java.toString()), "--version")
                .startsWith("resilience "));
        return Files.readString(Path.of(java + ".txt")).contains("-XX:SharedArchiveFile=");
    }

    @Test
    void theClassArchiveIsMadeUsedAndRenewed() throws IOException, InterruptedException {
        Path installed = Files.createDirectory(directory.resolve("installed"));
        for (Path file : List.of(
                SCRIPT,
                Cli.DIRECTORY.resolve("attach-cli.jar"),
                Path.of(System.getProperty("agent.jar", "../agent/target/resilience.jar")))) {
            Files.copy(file, installed.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Path script = installed.resolve("resilience");
        for (Jdks.Jdk jdk : Jdks.all()) {
            Path java = noting(jdk);
            Map<String, String> environment = Map.of("RESILIENCE_JAVA", java.toString());
            List<Path> before = archives(installed);
            assertFalse(takesItFromThere(script, java));

            String said = run(0, script, environment, "class-archive");
            List<Path> after = archives(installed);
            assertEquals(before.size() + 1, after.size(), after::toString);
            Path archive = after.stream()
                    .filter(file -> !before.contains(file))
                    .findFirst()
                    .orElseThrow();
            assertTrue(said.startsWith(archive.toRealPath().toString()), said);
            assertTrue(takesItFromThere(script, java));

            String again = run(0, script, environment, "class-archive", "--json");
            assertTrue(again.contains("\"archive\""), again);
            assertEquals(after.size(), archives(installed).size(), "the earlier one is gone");

            Path newest = archives(installed).stream()
                    .filter(file -> !before.contains(file))
                    .findFirst()
                    .orElseThrow();
            newest.toFile().setWritable(true);
            try (FileChannel cut = FileChannel.open(newest, StandardOpenOption.WRITE)) {
                cut.truncate(cut.size() / 2);
            }
            assertFalse(takesItFromThere(script, java), "a cut one");
            run(0, script, environment, "class-archive");
            assertTrue(takesItFromThere(script, java));
        }
        Files.setLastModifiedTime(installed.resolve("attach-cli.jar"), FileTime.fromMillis(1_700_000_000_000L));
        for (Jdks.Jdk jdk : Jdks.all()) {
            assertEquals(
                    1,
                    run(0, script, Map.of("RESILIENCE_JAVA", jdk.java()), "--version")
                            .lines()
                            .count(),
                    "one for another jar: not used, and not a word");
        }
    }

    @Test
    void withoutAnAgentThereIsNothingToRehearse() throws IOException, InterruptedException {
        Path installed = Files.createDirectory(directory.resolve("alone"));
        Files.copy(SCRIPT, installed.resolve("resilience"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(Cli.DIRECTORY.resolve("attach-cli.jar"), installed.resolve("attach-cli.jar"));
        String said = run(1, installed.resolve("resilience"), Map.of(), "class-archive");
        assertTrue(said.contains("resilience.jar") && said.contains("Next: "), said);
        assertEquals(List.of(), archives(installed));
    }

    private static void interrupt(ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** The terminal interrupts all of them. */
    @Test
    void controlCLeavesNothingOfAnArchive() throws IOException, InterruptedException {
        Path installed = Files.createDirectory(directory.resolve("stopped"));
        Path work = Files.createDirectory(directory.resolve("work"));
        Path agent = Path.of("../agent/target/resilience.jar");
        for (Path file : List.of(Cli.DIRECTORY.resolve("attach-cli.jar"), agent)) {
            Files.copy(file, installed.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Process making = new ProcessBuilder(
                        Jdks.all().get(0).java(),
                        "-Djava.io.tmpdir=" + work,
                        "-jar",
                        installed.resolve("attach-cli.jar").toString(),
                        "class-archive")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said.txt").toFile())
                .start();
        Awaitility.await("the rehearsal").atMost(Duration.ofSeconds(60)).until(() -> {
            try (Stream<Path> inside = Files.walk(work)) {
                return inside.anyMatch(file -> file.endsWith("policy.yaml"));
            }
        });
        List<ProcessHandle> rehearsing = making.children().toList();
        interrupt(making.toHandle());
        rehearsing.forEach(LauncherIT::interrupt);
        assertEquals(130, making.waitFor(), () -> "see " + directory.resolve("said.txt"));
        assertEquals(List.of(), archives(installed));
        try (Stream<Path> left = Files.list(work)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
