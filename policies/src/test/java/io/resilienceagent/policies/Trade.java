package io.resilienceagent.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An order as the exchange received it: a line of its ledger, which is the truth. */
record Trade(String signalId, String order, String outcome, boolean executed, boolean duplicate, boolean naked) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All orders that the exchange received so far, and none if it has not begun to write; an unfinished last line is left out. */
    static List<Trade> ledger(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(Trade::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was executed, as {@code BUY 0.5 BTCUSDT @ 100}, in the order in which it was. */
    static List<String> executed(List<Trade> ledger) {
        return ledger.stream().filter(Trade::executed).map(Trade::order).toList();
    }

    private static Trade of(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            return new Trade(
                    json.get("signal_id").asText(),
                    json.get("side").asText() + ' ' + json.get("quantity").asText() + ' '
                            + json.get("symbol").asText() + " @ "
                            + json.get("price").asText(),
                    json.get("outcome").asText(),
                    json.get("executed").asBoolean(),
                    json.get("duplicate").asBoolean(),
                    json.get("naked").asBoolean());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
