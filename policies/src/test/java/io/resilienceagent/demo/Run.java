package io.resilienceagent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the sample bot in one scenario, on the JDK that runs this. */
final class Run {
    private static final Pattern EVENT = Pattern.compile("\\S+ [A-Z]+ ([A-Z_]+) (.*)");
    private static final Pattern DENIAL = Pattern.compile(".*code=(\\S+) .*reason=\"(.*)\"");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path policies;
    private final Path directory;
    private final List<String> arguments;

    /** @param directory where the runs leave what they write */
    Run(Path policies, Path directory, String scenario, String timeout) {
        this.policies = policies.normalize();
        this.directory = directory;
        this.arguments = List.of("--scenario", scenario, "--timeout", timeout, "--ticks", "80", "--tick", "10ms");
    }

    /**
     * What the exchange saw of a run.
     *
     * @param denied the agent's denials by code
     */
    record Seen(long executed, long duplicates, long nakedSells, Map<String, Long> denied) {
        long harm() {
            return duplicates + nakedSells;
        }
    }

    Seen bare() throws IOException, InterruptedException {
        return run("bare", List.of(), line -> {});
    }

    /** @param chosen gets those lines of the agent's log that show what it does: one of each kind */
    Seen guarded(Consumer<String> chosen) throws IOException, InterruptedException {
        Path agent = policies.resolveSibling("agent").resolve("target").resolve("resilience.jar");
        Path policy = policies.resolve("market-bot.yaml");
        Set<String> told = new HashSet<>();
        return run("guarded", List.of("-javaagent:" + agent + "=" + policy), line -> {
            Matcher event = EVENT.matcher(line);
            if (event.matches() && !event.group(1).equals("RESILIENCE_READY")) {
                Matcher denial = DENIAL.matcher(event.group(2));
                boolean denied = event.group(1).equals("CALL_DENIED") && denial.matches();
                if (told.add(denied ? denial.group(1) : event.group(1))) {
                    chosen.accept(denied ? denial.group(1) + ": " + denial.group(2) : plain(event));
                }
            }
        });
    }

    private static String plain(Matcher event) {
        return event.group(1) + ": "
                + event.group(2).replaceAll("(join_point|id)=\\S+ ", "").replace("\"", "");
    }

    private Seen run(String name, List<String> options, Consumer<String> log) throws IOException, InterruptedException {
        Path here = Files.createDirectories(directory.resolve(name));
        Path bot = policies.resolveSibling("sample-bot").resolve("target").resolve("bot.jar");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-jar", bot.toString()));
        command.addAll(arguments);
        Path summary = here.resolve("summary.json");
        command.addAll(List.of("--summary", summary.toString()));
        Process process = new ProcessBuilder(command)
                .directory(here.toFile())
                .redirectOutput(here.resolve("stdout").toFile())
                .start();
        try (BufferedReader lines = process.errorReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.accept(line);
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the bot ended with exit code " + process.exitValue() + ", see " + here);
        }
        return seen(JSON.readTree(Files.readString(summary)), here);
    }

    private static Seen seen(JsonNode summary, Path here) throws IOException {
        Map<String, Long> denied = new TreeMap<>();
        Path status = here.resolve("resilience-state").resolve("status.json");
        if (Files.exists(status)) {
            JsonNode codes = JSON.readTree(Files.readString(status)).at("/join_points/place_order/denied");
            codes.forEachEntry((code, count) -> denied.put(code, count.asLong()));
        }
        return new Seen(
                summary.get("orders_executed").asLong(),
                summary.get("duplicates_executed").asLong(),
                summary.get("naked_sells_received").asLong(),
                denied);
    }
}
