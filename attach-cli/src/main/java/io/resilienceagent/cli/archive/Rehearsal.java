package io.resilienceagent.cli.archive;

import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Main;
import io.resilienceagent.cli.attach.Attaching;
import io.resilienceagent.cli.client.ControlClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Run by the JVM that writes the archive: carries out, on a bot of its own, what is in a hurry on a real one. The archive
 * will hold what this loads.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /**
     * Ends with the exit code of the first command that fails, whose words are on the standard output then.
     *
     * @param arguments the java command; a directory for what the bot and its agent write
     */
    public static void main(String[] arguments) throws IOException {
        Process bot = new ProcessBuilder(
                        arguments[0],
                        "-XX:+EnableDynamicAgentLoading",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Standin.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int code;
        try {
            code = on(bot, Path.of(arguments[1]));
        } finally {
            bot.destroyForcibly();
        }
        System.exit(code);
    }

    private static int on(Process bot, Path directory) throws IOException {
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(bot.getInputStream(), StandardCharsets.UTF_8))) {
            if (!Standin.READY.equals(said.readLine())) {
                System.out.println("the bot of the rehearsal did not start");
                return Exit.BUG.code();
            }
        }
        // What the command line's second thread does, which only its own entry starts.
        Attaching.prepare();
        ControlClient.prepare();
        for (List<String> command : commands(Long.toString(bot.pid()), directory)) {
            int code = run(command);
            if (code != Exit.OK.code()) {
                return code;
            }
        }
        return Exit.OK.code();
    }

    private static List<List<String>> commands(String bot, Path directory) throws IOException {
        String policy =
                Files.writeString(directory.resolve("policy.yaml"), policy()).toString();
        String state = directory.resolve("state").toString();
        return List.of(
                List.of(
                        "chaos",
                        "inject",
                        bot,
                        "exception",
                        "--target",
                        "tick",
                        "--for",
                        "60s",
                        "--percent",
                        "100",
                        "-o",
                        "class=" + IllegalStateException.class.getName(),
                        "--leave",
                        "--policy",
                        policy,
                        "--state",
                        state),
                List.of("list"),
                List.of("status", bot),
                List.of("chaos", "list", bot),
                List.of("chaos", "stop", bot),
                List.of("attach", bot, "--policy", policy),
                List.of("detach", bot));
    }

    private static String policy() throws IOException {
        try (InputStream in = Rehearsal.class.getResourceAsStream("rehearsal.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int run(List<String> command) {
        StringWriter told = new StringWriter();
        PrintWriter screen = new PrintWriter(told);
        int code = Main.run(screen, screen, command.toArray(String[]::new));
        if (code != Exit.OK.code()) {
            System.out.println(String.join(" ", command.subList(0, 2)) + " failed: " + told);
        }
        return code;
    }
}
