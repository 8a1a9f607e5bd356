package io.resilienceagent.benchmarks;

import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jdks.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What an agent costs a JVM before it has done anything: the time of a whole run of a hello world, and its resident memory
 * while it stands still. Run from the project's directory; prints a Markdown table. Runs are interleaved, so that a
 * machine that is busy for a while is busy for all.
 */
public final class StartUp {
    private static final int RUNS = Integer.getInteger("runs", 20);
    private static final int MEMORY_RUNS = Math.min(RUNS, 5);
    private static final int PEER_RUNS = Math.min(RUNS, 5);
    private static final Path CLASSES = Path.of("agent", "benchmarks", "target", "classes");
    private static final String POLICIES = "agent/benchmarks/policies/";
    private static final Path OPEN_TELEMETRY =
            Path.of("agent", "benchmarks", "target", "peers", "opentelemetry-javaagent.jar");

    private StartUp() {}

    /** One way to start the hello world. */
    private record Way(String name, int runs, List<String> options) {}

    /** What was measured of one way: milliseconds of whole runs, kilobytes of a JVM that stands still. */
    private record Measured(Way way, List<Double> millis, List<Double> kilobytes) {
        double median() {
            return middle(millis);
        }

        double least() {
            return Collections.min(millis);
        }

        double megabytes() {
            return middle(kilobytes) / 1024;
        }

        private static double middle(List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
        }
    }

    /** Measures on every JDK that the tests use. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("| JVM | | median | least | over bare (median, least) | resident memory | over bare |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        for (Jdk jdk : Jdks.all()) {
            table(jdk, measure(jdk));
        }
    }

    private static List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        ways.add(new Way("bare", RUNS, List.of()));
        ways.add(new Way("five rules that match nothing", RUNS, List.of(agent("matches-nothing.yaml"))));
        ways.add(new Way("five rules that weave", RUNS, List.of(agent("weaves.yaml"))));
        if (Files.exists(OPEN_TELEMETRY)) {
            ways.add(new Way(
                    "OpenTelemetry agent, no exporter",
                    PEER_RUNS,
                    List.of(
                            "-javaagent:" + OPEN_TELEMETRY,
                            "-Dotel.traces.exporter=none",
                            "-Dotel.metrics.exporter=none",
                            "-Dotel.logs.exporter=none")));
        }
        return ways;
    }

    private static String agent(String policy) {
        return "-javaagent:agent/target/resilience.jar=policy=" + POLICIES + policy;
    }

    private static List<Measured> measure(Jdk jdk) throws IOException, InterruptedException {
        List<Measured> all = new ArrayList<>();
        for (Way way : ways()) {
            run(jdk, way);
            all.add(new Measured(way, new ArrayList<>(), new ArrayList<>()));
        }
        for (int i = 0; i < RUNS; i++) {
            for (Measured each : all) {
                if (i < each.way().runs()) {
                    long began = System.nanoTime();
                    run(jdk, each.way());
                    each.millis().add((System.nanoTime() - began) / 1e6);
                }
            }
        }
        for (int i = 0; i < MEMORY_RUNS; i++) {
            for (Measured each : all) {
                each.kilobytes().add(memory(jdk, each.way()));
            }
        }
        return all;
    }

    private static void run(Jdk jdk, Way way) throws IOException, InterruptedException {
        Process process = start(jdk, way, List.of());
        process.getOutputStream().close();
        process.getInputStream().readAllBytes();
        end(process, way);
    }

    private static double memory(Jdk jdk, Way way) throws IOException, InterruptedException {
        Process process = start(jdk, way, List.of("stay"));
        while (process.getInputStream().read() != '\n') {
            // Its hello has not come yet.
        }
        // What the agent does a moment later, on threads of its own, counts as well.
        Thread.sleep(1500);
        String resident = Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        process.getOutputStream().close();
        end(process, way);
        return Double.parseDouble(resident.replaceAll("[^0-9]", ""));
    }

    private static Process start(Jdk jdk, Way way, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(jdk.java()));
        command.addAll(way.options());
        command.addAll(List.of("-cp", CLASSES.toString(), Hello.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void end(Process process, Way way) throws InterruptedException {
        if (process.waitFor() != 0) {
            throw new IllegalStateException(way.name() + " ended with " + process.exitValue());
        }
    }

    private static void table(Jdk jdk, List<Measured> all) {
        Measured bare = all.get(0);
        for (Measured each : all) {
            String over = each.equals(bare) ? "| | %7$.0f MB | |" : "| +%5$.2f s, +%6$.2f s | %7$.0f MB | +%8$.0f MB |";
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %1$s | %2$s | %3$.2f s | %4$.2f s " + over,
                    jdk,
                    each.way().name(),
                    each.median() / 1000,
                    each.least() / 1000,
                    (each.median() - bare.median()) / 1000,
                    (each.least() - bare.least()) / 1000,
                    each.megabytes(),
                    each.megabytes() - bare.megabytes()));
        }
    }
}
