package io.resilienceagent.report.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Chromium without a screen, started anew for each page. */
final class Browser {
    private static final long HANG_SECONDS = 90;

    private final Path program;
    private final Path directory;

    private Browser(Path program, Path directory) {
        this.program = program;
        this.directory = directory;
    }

    /**
     * What it made of a page.
     *
     * @param dom the document in the end
     * @param console what scripts and the browser itself complained of, a line each
     * @param network the browser's own log of what it asked the network for
     */
    record Seen(String dom, List<String> console, String network) {}

    /** The one that is installed; empty if none is. */
    static Optional<Browser> installed(Path directory) {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Browser(program, directory));
    }

    /** Opens a page. */
    Seen open(Path page) {
        Path log = directory.resolve("net.json");
        Ended ended = run("--dump-dom", "--log-net-log=" + log, page.toUri().toString());
        List<String> console =
                ended.err().lines().filter(line -> line.contains("CONSOLE")).toList();
        try {
            return new Seen(ended.out(), console, Files.readString(log, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a picture of a page. */
    Path picture(Path page, String name, int width, boolean dark) {
        Path file = directory.resolve(name + ".png");
        List<String> arguments = new ArrayList<>(
                List.of("--screenshot=" + file, "--window-size=" + width + ",2400", "--hide-scrollbars"));
        if (dark) {
            arguments.add("--force-dark-mode");
            arguments.add("--blink-settings=preferredColorScheme=0");
        }
        arguments.add(page.toUri().toString());
        run(arguments.toArray(new String[0]));
        return file;
    }

    private record Ended(String out, String err) {}

    private Ended run(String... arguments) {
        try {
            Path profile = Files.createTempDirectory(directory, "profile");
            List<String> command = new ArrayList<>(List.of(
                    program.toString(),
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-dev-shm-usage",
                    "--enable-logging=stderr",
                    "--user-data-dir=" + profile));
            command.addAll(List.of(arguments));
            Path out = Files.createTempFile(directory, "browser", ".out");
            Path err = Files.createTempFile(directory, "browser", ".err");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(HANG_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("the browser hung: " + Files.readString(err));
            }
            return new Ended(Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
