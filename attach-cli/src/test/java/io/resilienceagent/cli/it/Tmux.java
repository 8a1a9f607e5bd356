package io.resilienceagent.cli.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A real terminal without a person: a server of tmux of its own, with one window in which a shell runs. */
final class Tmux implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LONGEST_SECONDS = 30;

    private final Path socket;

    /** Opens a window of so many columns and lines. */
    Tmux(Path directory, int width, int height) {
        this.socket = directory.resolve("tmux");
        run(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-x",
                Integer.toString(width),
                "-y",
                Integer.toString(height),
                "env LC_ALL=C.UTF-8 PS1='$ ' sh");
    }

    /** Whether there is such a program. */
    static boolean installed() {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String run(String... words) {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString()));
        command.addAll(List.of(words));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(command + ": " + out);
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Types a text. */
    Tmux type(String text) {
        run("send-keys", "-l", text);
        return this;
    }

    /** Presses a key by tmux's name of it, as {@code Enter}, {@code Down} or {@code C-c}. */
    Tmux press(String key) {
        run("send-keys", key);
        return this;
    }

    /** Has the shell do something. */
    Tmux enter(String command) {
        return type(command).press("Enter");
    }

    void resize(int width, int height) {
        run("resize-window", "-x", Integer.toString(width), "-y", Integer.toString(height));
    }

    /** What is to be seen. */
    String screen() {
        return run("capture-pane", "-p");
    }

    /** Something that tmux knows of the window, as {@code #{alternate_on}}. */
    String fact(String format) {
        return run("display-message", "-p", format).strip();
    }

    /** Waits until the screen is as it should be, and answers it. */
    String until(String what, Predicate<String> isSo) {
        String[] last = {""};
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        last[0] = screen();
                        return isSo.test(last[0]);
                    });
        } catch (ConditionTimeoutException never) {
            throw new AssertionError("never: " + what + "\n" + last[0], never);
        }
        return last[0];
    }

    @Override
    public void close() {
        run("kill-server");
    }
}
