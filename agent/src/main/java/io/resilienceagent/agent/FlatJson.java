package io.resilienceagent.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a JSON object of names and numbers, such as {@code positions_snapshot.json}. */
final class FlatJson {
    /** Keeps no buffers with the thread, which may be the host's and outlive the agent. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private FlatJson() {}

    /**
     * The numbers by name; a number may also stand as text.
     *
     * @throws UncheckedIOException when the file cannot be read, or is something else
     */
    static Map<String, BigDecimal> numbers(Path file) {
        try (JsonParser json = JSON.createParser(file.toFile())) {
            expect(json, json.nextToken(), JsonToken.START_OBJECT, "an object of asset and quantity");
            Map<String, BigDecimal> numbers = new LinkedHashMap<>();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                numbers.put(name, number(json, json.nextToken()));
            }
            expect(json, json.currentToken(), JsonToken.END_OBJECT, "the next asset or '}'");
            return numbers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BigDecimal number(JsonParser json, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            try {
                return new BigDecimal(json.getText().strip());
            } catch (NumberFormatException notANumber) {
                throw new IOException(place(json) + "'" + json.getText() + "' is not a number", notANumber);
            }
        }
        if (!token.isNumeric()) {
            throw new IOException(place(json) + "expected a number, found " + token);
        }
        return json.getDecimalValue();
    }

    private static void expect(JsonParser json, JsonToken found, JsonToken expected, String words) throws IOException {
        if (found != expected) {
            throw new IOException(place(json) + "expected " + words + ", found " + found);
        }
    }

    private static String place(JsonParser json) {
        return "line " + json.currentLocation().getLineNr() + ": ";
    }
}
