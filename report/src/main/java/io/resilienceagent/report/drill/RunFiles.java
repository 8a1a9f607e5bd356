package io.resilienceagent.report.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.resilienceagent.report.read.Unreadable;
import io.resilienceagent.report.text.Shown;
import io.resilienceagent.report.text.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of a drill: {@code runs/01-net_loss.json} and so on, a scenario each. Stateless. */
public final class RunFiles {
    private static final String DIRECTORY = "runs";
    private static final String ENDING = ".json";

    /** Characters outside ASCII are escaped, so that the file commands no terminal. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private RunFiles() {}

    /**
     * Makes a directory ready for a drill, and takes away what an earlier one left in it: its scenarios are not this one's.
     *
     * @throws IOException when it cannot be written to
     */
    public static void prepare(Path directory) throws IOException {
        Path runs = Files.createDirectories(directory.resolve(DIRECTORY));
        for (Path old : list(runs)) {
            Files.deleteIfExists(old);
        }
        // Rather now than after minutes of trouble for the bot.
        Files.delete(Files.createTempFile(runs, ".drill", ".part"));
    }

    /**
     * Writes what came of a scenario; the file appears whole or not at all.
     *
     * @param directory the drill's; made if it is not there
     * @return the file
     * @throws IOException when the disk does not take it
     */
    public static Path write(Path directory, ScenarioRun run) throws IOException {
        Path runs = Files.createDirectories(directory.resolve(DIRECTORY));
        Path file = runs.resolve(
                String.format("%02d-%s%s", run.number(), run.scenario().replaceAll("[^A-Za-z0-9_-]", "_"), ENDING));
        WholeFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(run) + "\n");
        return file;
    }

    /**
     * Reads all scenarios of a drill, in their order.
     *
     * @throws Unreadable when there are none, or one of them is no such file
     * @throws IOException when the directory cannot be read
     */
    public static List<ScenarioRun> read(Path directory) throws IOException {
        List<ScenarioRun> runs = new ArrayList<>();
        for (Path file : list(directory.resolve(DIRECTORY))) {
            runs.add(one(file));
        }
        if (runs.isEmpty()) {
            throw new Unreadable(
                    directory + " has no scenario of a drill: there is no file in " + DIRECTORY,
                    "resilience drill --help");
        }
        runs.sort(Comparator.comparingInt(ScenarioRun::number));
        return runs;
    }

    private static ScenarioRun one(Path file) throws IOException {
        try {
            ScenarioRun run = JSON.treeToValue(harmless(JSON.readTree(Files.readString(file))), ScenarioRun.class);
            if (run == null || run.scenario() == null || run.drill() == null) {
                throw new Unreadable(file + " is no scenario of a drill", "take it out of that folder");
            }
            if (run.version() > ScenarioRun.VERSION) {
                throw new Unreadable(
                        file + " was written by a later version: its form is " + run.version()
                                + ", this program knows up to " + ScenarioRun.VERSION,
                        "use the program that wrote it");
            }
            return run;
        } catch (JsonProcessingException malformed) {
            throw new Unreadable(
                    file + " is no scenario of a drill: " + malformed.getOriginalMessage(),
                    "take it out of that folder");
        }
    }

    /** What a bot called itself, or somebody wrote into the file, must command no terminal and no page. */
    private static JsonNode harmless(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(Shown.text(node.textValue()));
        }
        if (node.isArray()) {
            ArrayNode items = JSON.createArrayNode();
            node.forEach(item -> items.add(harmless(item)));
            return items;
        }
        if (node.isObject()) {
            ObjectNode members = JSON.createObjectNode();
            node.properties().forEach(member -> members.set(Shown.text(member.getKey()), harmless(member.getValue())));
            return members;
        }
        return node;
    }

    private static List<Path> list(Path runs) throws IOException {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(runs)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
    }
}
