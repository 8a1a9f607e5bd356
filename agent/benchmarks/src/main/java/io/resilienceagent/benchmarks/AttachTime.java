package io.resilienceagent.benchmarks;

import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jdks.Jdk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.FutureTask;

/**
 * How long it takes from a person's command to a method of a running bot that throws: the agent attached and an experiment begun, beside
 * Byteman with its install and its submit. The processes of the commands count up to
 * that moment; when the last one has ended stands beside it. Ours is measured as it is unpacked, and after
 * {@code resilience class-archive}. Run from the project's directory, after {@code mvn package}; prints a Markdown table. Runs are
 * interleaved.
 */
public final class AttachTime {
    private static final int RUNS = Integer.getInteger("runs", 10);
    private static final Path CLASSES = Path.of("agent", "benchmarks", "target", "classes");
    private static final Path PEERS = Path.of("agent", "benchmarks", "target", "peers");
    private static final Path POLICIES = Path.of("agent", "benchmarks", "policies");
    private static final int PORT = 19_091;

    private AttachTime() {}

    /** One way to break a bot: commands, in which PID stands for its process. */
    private record Way(String name, List<List<String>> commands) {}

    /** Measures on every JDK that the tests use. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("| JVM | | first effect, median | least | command over, median |");
        System.out.println("| --- | --- | --- | --- | --- |");
        for (Jdk jdk : Jdks.all()) {
            List<Way> ways = ways(jdk);
            List<List<Taken>> taken = new ArrayList<>();
            ways.forEach(way -> taken.add(new ArrayList<>()));
            for (int run = 0; run < RUNS; run++) {
                for (int way = 0; way < ways.size(); way++) {
                    taken.get(way).add(measure(jdk, ways.get(way)));
                }
            }
            for (int way = 0; way < ways.size(); way++) {
                List<Double> effects =
                        taken.get(way).stream().map(Taken::effect).sorted().toList();
                List<Double> ends = taken.get(way).stream().map(Taken::over).sorted().toList();
                System.out.println(String.format(
                        Locale.ROOT,
                        "| %s | %s | %.2f s | %.2f s | %.2f s |",
                        jdk,
                        ways.get(way).name(),
                        effects.get(effects.size() / 2),
                        effects.get(0),
                        ends.get(ends.size() / 2)));
            }
        }
    }

    private static Way ours(String name, Path installed) {
        String policy = POLICIES.resolve("break.yaml").toAbsolutePath().toString();
        List<String> inject = List.of(
                installed.resolve("resilience").toString(),
                "chaos",
                "inject",
                "PID",
                "exception",
                "--target",
                "quote",
                "--for",
                "30s",
                "--percent",
                "100",
                "-o",
                "class=java.lang.IllegalStateException",
                "--leave",
                "--state",
                "STATE",
                "--policy",
                policy);
        return new Way(name, List.of(inject));
    }

    private static Path installed() throws IOException {
        Path directory = Files.createTempDirectory("installed");
        Path built = Path.of("attach-cli", "target");
        for (Path file : List.of(
                built.resolve("resilience"),
                built.resolve("attach-cli.jar"),
                Path.of("agent", "target", "resilience.jar"))) {
            Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return directory;
    }

    private static List<Way> ways(Jdk jdk) throws IOException, InterruptedException {
        Path archived = installed();
        run(jdk, List.of(archived.resolve("resilience").toString(), "class-archive"), 0, archived);
        String jars = String.join(
                ":",
                PEERS.resolve("byteman-install.jar").toAbsolutePath().toString(),
                PEERS.resolve("byteman-submit.jar").toAbsolutePath().toString(),
                PEERS.resolve("byteman.jar").toAbsolutePath().toString());
        Way byteman = new Way(
                "Byteman: install, then submit",
                List.of(
                        List.of(
                                jdk.java(),
                                "-cp",
                                jars,
                                "org.jboss.byteman.agent.install.Install",
                                "-p",
                                Integer.toString(PORT),
                                "PID"),
                        List.of(
                                jdk.java(),
                                "-cp",
                                jars,
                                "org.jboss.byteman.agent.submit.Submit",
                                "-p",
                                Integer.toString(PORT),
                                "-l",
                                POLICIES.resolve("break.btm").toString())));
        return List.of(
                ours("chaos inject, the agent with it; class-archive before", archived),
                ours("chaos inject, the agent with it", installed()),
                byteman);
    }

    /** Seconds from the start of the first command. */
    private record Taken(double effect, double over) {}

    private static Taken measure(Jdk jdk, Way way) throws Exception {
        Process bot = new ProcessBuilder(
                        jdk.java(),
                        "-XX:+EnableDynamicAgentLoading",
                        "-cp",
                        CLASSES.toString(),
                        Quoting.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path state = Files.createTempDirectory("attach-time");
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(bot.getInputStream(), StandardCharsets.UTF_8))) {
            expect("quoting", out.readLine(), way);
            // A JVM that has only just begun is no bot that runs.
            Thread.sleep(1000);
            FutureTask<Long> effect = new FutureTask<>(() -> {
                expect("broken", out.readLine(), way);
                return System.nanoTime();
            });
            new Thread(effect, "effect").start();
            long began = System.nanoTime();
            for (List<String> command : way.commands()) {
                run(jdk, command, bot.pid(), state);
            }
            long over = System.nanoTime();
            return new Taken((effect.get() - began) / 1e9, (over - began) / 1e9);
        } finally {
            bot.destroyForcibly().waitFor();
        }
    }

    private static void expect(String expected, String found, Way way) {
        if (!expected.equals(found)) {
            throw new IllegalStateException(way.name() + ": found " + found + ", expected " + expected);
        }
    }

    private static void run(Jdk jdk, List<String> command, long pid, Path state)
            throws IOException, InterruptedException {
        List<String> real = command.stream()
                .map(word -> word.equals("PID") ? Long.toString(pid) : word)
                .map(word -> word.equals("STATE") ? state.toString() : word)
                .toList();
        Path told = state.resolve("command.txt");
        ProcessBuilder builder =
                new ProcessBuilder(real).redirectErrorStream(true).redirectOutput(told.toFile());
        builder.environment().put("RESILIENCE_JAVA", jdk.java());
        Process process = builder.start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(
                    real + " ended with " + process.exitValue() + ": " + Files.readString(told));
        }
    }
}
