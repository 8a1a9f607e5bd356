package io.resilienceagent.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A real systemd for tests, thrown away with all that it did: process 1 of namespaces of its own, with this machine's
 * files. Used by one thread.
 */
final class RealSystemd implements AutoCloseable {
    /** Where services find {@link #folder()}: no user is kept from it, and no {@code PrivateTmp=} hides it. */
    static final String HOME = "/srv/service";

    private static final Path SCRIPT = Path.of("src", "test", "resources", "systemd", "throwaway-systemd.sh")
            .toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);
    /** Nothing refers to the services of tests, and systemd forgets what is inactive and not referred to. */
    private static final String PIN = "pin.target";

    private final Path folder;
    private final Path units;
    private final Process script;
    private final String manager;
    private final Map<String, String> own = new TreeMap<>();

    /**
     * Starts it; skips the test where this machine cannot.
     *
     * @param folder what services see as {@link #HOME}
     * @param readOnly more folders, from here to there
     */
    RealSystemd(Path folder, Map<Path, String> readOnly) throws IOException {
        assumeTrue(missing().isEmpty(), () -> "SKIPPED, a real systemd cannot be run here: " + missing());
        this.folder = Files.createDirectories(folder.toAbsolutePath());
        Files.setPosixFilePermissions(this.folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        units = Files.createDirectories(this.folder.resolve("units"));
        basicUnits();
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString(), HOME + "/units"));
        command.add("rw:" + this.folder + ":" + HOME);
        readOnly.forEach((from, to) -> command.add("ro:" + from + ":" + to));
        Path said = this.folder.resolve("script.log");
        script = new ProcessBuilder(command).redirectError(said.toFile()).start();
        BufferedReader out = script.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new AssertionError("systemd did not start: " + Files.readString(said));
        }
        manager = line;
        until(
                "systemd runs",
                () -> run("systemctl", "is-system-running", "--wait").output(),
                "running"::equals);
        systemctl("start", PIN);
    }

    /** What this machine lacks; empty when nothing. */
    private static String missing() {
        List<String> missing = new ArrayList<>();
        if (!System.getProperty("user.name").equals("root")) {
            missing.add("root");
        }
        for (String file : List.of(
                "/lib/systemd/systemd",
                "/usr/bin/unshare",
                "/usr/bin/nsenter",
                "/usr/bin/setpriv",
                "/usr/bin/findmnt")) {
            if (!Files.isExecutable(Path.of(file))) {
                missing.add(file);
            }
        }
        try {
            if (Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                    .noneMatch(line -> line.matches("\\S+ \\S+ cgroup2 (rw|rw,.*) .*"))) {
                missing.add("a writable cgroup2");
            }
            if (Files.readAllLines(Path.of("/proc/filesystems")).stream()
                    .noneMatch(line -> line.endsWith("\toverlay"))) {
                missing.add("overlayfs");
            }
        } catch (IOException noLinux) {
            missing.add("/proc");
        }
        return String.join(", ", missing);
    }

    /** As little as services with their usual dependencies need, and a journal. */
    private void basicUnits() {
        for (String target : List.of(
                "sysinit", "basic", "shutdown", "sockets", "network", "network-online", "multi-user", "local-fs")) {
            write(target + ".target", "[Unit]\nDefaultDependencies=no\n");
        }
        write("systemd-journald.socket", """
                [Unit]
                DefaultDependencies=no
                [Socket]
                ListenStream=/run/systemd/journal/stdout
                ListenDatagram=/run/systemd/journal/socket
                PassCredentials=yes
                """);
        write("systemd-journald.service", """
                [Unit]
                DefaultDependencies=no
                Requires=systemd-journald.socket
                After=systemd-journald.socket
                [Service]
                Type=notify
                ExecStart=/lib/systemd/systemd-journald
                StandardOutput=null
                """);
        write("throwaway.target", """
                [Unit]
                DefaultDependencies=no
                Wants=systemd-journald.service
                """);
        write(PIN, "[Unit]\nDefaultDependencies=no\n");
    }

    private void write(String name, String text) {
        try {
            Files.writeString(units.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder that is the services' {@link #HOME}. */
    Path folder() {
        return folder;
    }

    /** Puts unit files in place, by name, and has them read. */
    void units(Map<String, String> texts) {
        own.putAll(texts);
        own.forEach(this::write);
        write(PIN, "[Unit]\nDefaultDependencies=no\nAfter=" + String.join(" ", own.keySet()) + "\n");
        systemctl("daemon-reload");
    }

    /** Begins to start units, and does not wait. */
    void start(String... names) {
        List<String> words = new ArrayList<>(List.of("start", "--no-block"));
        words.addAll(List.of(names));
        systemctl(words.toArray(String[]::new));
    }

    /** Runs systemctl, which must succeed; what it says. */
    String systemctl(String... words) {
        List<String> command = new ArrayList<>(List.of("systemctl"));
        command.addAll(List.of(words));
        Result result = run(command.toArray(String[]::new));
        assertEquals(0, result.exitCode(), result::output);
        return result.output();
    }

    /** A property of a unit, such as {@code ActiveState}. */
    String property(String unit, String name) {
        return systemctl("show", unit, "--value", "--property=" + name);
    }

    /** A property of a unit that is a number. */
    long number(String unit, String name) {
        String value = property(unit, name);
        return value.matches("\\d+") ? Long.parseLong(value) : 0;
    }

    /** Waits until a property of a unit has this value. */
    void await(String unit, String name, String value) {
        await(unit, name, value::equals);
    }

    /** Waits until a property of a unit is as wanted. */
    void await(String unit, String name, Predicate<String> wanted) {
        try {
            until(unit + " " + name, () -> property(unit, name), wanted);
        } catch (ConditionTimeoutException inVain) {
            throw new AssertionError(inVain.getMessage() + "\n" + journal(unit), inVain);
        }
    }

    /** Waits until the journal of a unit holds this; the journal. */
    String awaitJournal(String unit, String words) {
        return awaitJournal(unit, words, 1);
    }

    /** Waits until the journal of a unit holds this so many times; the journal. */
    String awaitJournal(String unit, String words, int times) {
        try {
            return until(words, () -> journal(unit), text -> text.split(Pattern.quote(words), -1).length > times);
        } catch (ConditionTimeoutException inVain) {
            throw new AssertionError("in vain: " + words + "\n" + journal(unit), inVain);
        }
    }

    private static String until(String what, java.util.concurrent.Callable<String> look, Predicate<String> wanted) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .until(look, wanted);
    }

    /** What a unit printed, and what systemd says of it. */
    String journal(String unit) {
        return run("journalctl", "--no-pager", "--output=short-precise", "--unit=" + unit)
                .output();
    }

    /** Runs a command beside the services. */
    Result run(String... command) {
        List<String> words = new ArrayList<>(
                List.of("nsenter", "--target=" + manager, "--mount", "--pid", "--cgroup", "--uts", "--ipc", "--"));
        words.addAll(List.of(command));
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Result(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How a command ended, and what it said. */
    record Result(int exitCode, String output) {}

    /** Ends it, and all services with it. */
    @Override
    public void close() {
        try {
            script.getOutputStream().close();
            script.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
