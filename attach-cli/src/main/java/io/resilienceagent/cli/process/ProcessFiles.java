package io.resilienceagent.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code /proc/PID} has. All of it may be forbidden, or gone at the next look: then there is no answer.
 *
 * @param proc the directory of all processes, mostly {@code /proc}
 * @param pid as this process's namespace counts
 */
public record ProcessFiles(Path proc, long pid) {
    private static final Path PROC = Path.of("/proc");
    private static final long OWN = own();

    /** A process of this machine. */
    public ProcessFiles(long pid) {
        this(PROC, pid);
    }

    private static long own() {
        try {
            // Where it is there it is the cheaper way.
            return Long.parseLong(Files.readSymbolicLink(PROC.resolve("self")).toString());
        } catch (IOException | NumberFormatException noProc) {
            return ProcessHandle.current().pid();
        }
    }

    /** Whether this machine has such files at all. */
    public static boolean supported() {
        return Files.isDirectory(PROC.resolve("self").resolve("fd"));
    }

    /** All processes that can be seen. */
    public static List<ProcessFiles> all() {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{1,10}"))
                    .map(name -> new ProcessFiles(Long.parseLong(name)))
                    .sorted((a, b) -> Long.compare(a.pid, b.pid))
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** This very process. */
    public static ProcessFiles self() {
        return new ProcessFiles(OWN);
    }

    /** Where a file of it is. */
    public Path file(String name) {
        return proc.resolve(Long.toString(pid)).resolve(name);
    }

    /** Whether there is such a process, and it has not ended: one that did stays to be seen until its parent asks for it. */
    public boolean exists() {
        String state = status("State").orElse("");
        return Files.isDirectory(file(".")) && !state.startsWith("Z") && !state.startsWith("X");
    }

    /** A file's text. */
    public Optional<String> text(String name) {
        try {
            return Optional.of(new String(Files.readAllBytes(file(name)), StandardCharsets.UTF_8));
        } catch (IOException | SecurityException unreadable) {
            return Optional.empty();
        }
    }

    /** Where a link leads. */
    public Optional<String> link(String name) {
        try {
            return Optional.of(Files.readSymbolicLink(file(name)).toString());
        } catch (IOException | SecurityException unreadable) {
            return Optional.empty();
        }
    }

    /** A line of {@code status}, without its name and the blanks around. */
    public Optional<String> status(String name) {
        Optional<String> value = beginning(name + ":", text("status").orElse(""), '\n');
        return value.isPresent() ? Optional.of(value.get().strip()) : value;
    }

    /** The words of its command line; empty for a kernel thread, or a process that ends. */
    public List<String> commandLine() {
        String text = text("cmdline").orElse("");
        return text.isEmpty() ? List.of() : List.of(text.split("\0", -1));
    }

    /** The value of an environment variable that it was started with; empty where it is not set or may not be read. */
    public Optional<String> environment(String name) {
        return beginning(name + "=", text("environ").orElse(""), '\0');
    }

    /** What stands behind a beginning, in the first of the parts of a text that have it. */
    private static Optional<String> beginning(String beginning, String text, char between) {
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf(between, at);
            end = end < 0 ? text.length() : end;
            if (text.startsWith(beginning, at)) {
                return Optional.of(text.substring(at + beginning.length(), end));
            }
            at = end + 1;
        }
        return Optional.empty();
    }

    /** Whether it lives in the same namespace as this process; empty where that may not be known. */
    public Optional<Boolean> sharesNamespace(String kind) {
        Optional<String> own = self().link("ns/" + kind);
        Optional<String> its = link("ns/" + kind);
        return its.isPresent() ? Optional.of(own.equals(its)) : Optional.empty();
    }

    /** A path of the process's own view, as this process can open it. */
    public Path seen(Path path) {
        Path absolute =
                path.isAbsolute() ? path : Path.of(link("cwd").orElse("/")).resolve(path);
        boolean same =
                sharesNamespace("mnt").orElse(true) && link("root").orElse("/").equals("/");
        return same ? absolute : file("root").resolve(Path.of("/").relativize(absolute.normalize()));
    }
}
