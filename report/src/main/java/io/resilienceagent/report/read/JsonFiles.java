package io.resilienceagent.report.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.report.text.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON files of the agent's, and what is in them as facts that are fit to be shown. Stateless. */
final class JsonFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST_BYTES = 128L << 20;
    private static final int MOST_ITEMS = 200;
    private static final int DEEPEST = 8;

    private JsonFiles() {}

    /**
     * Reads a file that holds one object.
     *
     * @throws Unreadable when it is none
     */
    static JsonNode read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new Unreadable(
                        file + ": found " + Files.size(file) + " bytes; expected at most " + MOST_BYTES,
                        "look at it with another tool");
            }
            JsonNode node = JSON.readTree(file.toFile());
            if (node == null || !node.isObject()) {
                throw new Unreadable(
                        file + ": byte 0: found no JSON object; expected one, as the agent writes it",
                        "if the bot was killed while it was written, report on the recording alone");
            }
            return node;
        } catch (JsonProcessingException broken) {
            throw new Unreadable(
                    file + ": line " + broken.getLocation().getLineNr() + ": no JSON: "
                            + Shown.name(broken.getOriginalMessage()),
                    "if the bot was killed while it was written, report on the recording alone");
        } catch (IOException refused) {
            throw new Unreadable(file + " cannot be read: " + refused.getMessage(), "run it as the file's owner");
        }
    }

    /** A text, made fit to be shown; empty if there is none. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? Shown.text(value.asText()) : "";
    }

    /** Facts by name, in their order. */
    static Map<String, Object> facts(JsonNode node) {
        return node.isObject() && facts(node, 0) instanceof Map<?, ?> map ? named(map) : Map.of();
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    private static Object facts(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            return "...";
        }
        if (node.isObject()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            node.properties().stream()
                    .limit(MOST_ITEMS)
                    .forEach(field -> facts.put(Shown.name(field.getKey()), facts(field.getValue(), depth + 1)));
            return facts;
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            for (JsonNode item : node) {
                if (items.size() == MOST_ITEMS) {
                    break;
                }
                items.add(facts(item, depth + 1));
            }
            return items;
        }
        return node.isNumber()
                ? node.numberValue()
                : node.isBoolean() ? (Object) node.booleanValue() : Shown.text(node.asText());
    }
}
