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

    /** A process of this machine. */
    public ProcessFiles(long pid) {
        this(PROC, pid);
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
        return new ProcessFiles(ProcessHandle.current().pid());
    }

    /** Where a file of it is. */
    public Path file(String name) {
        return proc.resolve(Long.toString(pid)).resolve(name);
    }

    /** Whether there is such a process, and it has not ended: one that did stays to be seen until its parent asks for it. */
    public boolean exists() {
        return Files.isDirectory(file("."))
                && status("State").filter(state -> state.matches("[ZX].*")).isEmpty();
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
        return text("status").flatMap(text -> text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst());
    }

    /** The words of its command line; empty for a kernel thread, or a process that ends. */
    public List<String> commandLine() {
        String text = text("cmdline").orElse("");
        return text.isEmpty() ? List.of() : List.of(text.split("\0", -1));
    }

    /** The value of an environment variable that it was started with; empty where it is not set or may not be read. */
    public Optional<String> environment(String name) {
        return text("environ").flatMap(text -> Stream.of(text.split("\0", -1))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst());
    }

    /** Whether it lives in the same namespace as this process; empty where that may not be known. */
    public Optional<Boolean> sharesNamespace(String kind) {
        Optional<String> own = self().link("ns/" + kind);
        return link("ns/" + kind).map(its -> own.isPresent() && own.get().equals(its));
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
