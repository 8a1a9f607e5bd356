package io.resilienceagent.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the sample bot wrote down of its signals, and all that bot and agent said while it died and came back. */
final class BotMemory {
    /** As {@code max_notional} of the shipped policy says. */
    private static final BigDecimal MOST_NOTIONAL = new BigDecimal("20000");

    private static final Pattern TELLING =
            Pattern.compile("ORDERS_RECOVERING|ORDER_RESOLVED .*?state=\\w+|JOURNAL_\\w+|code=\\w+|giving up");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path signals;
    private final Path open;
    private final Map<String, Integer> said = new TreeMap<>();
    private final StringBuilder gaveUp = new StringBuilder();

    /** @param directory where the bot runs */
    BotMemory(Path directory) {
        signals = directory.resolve("shared_data").resolve("signals.jsonl");
        open = signals.resolveSibling("open_signals.json");
    }

    /** Takes note of what was said in a run that is over. */
    void heard(BotRun run) {
        String all = run.log() + run.out();
        TELLING.matcher(all)
                .results()
                .map(MatchResult::group)
                .map(words -> words.replaceAll(" id=\\d+", ""))
                .forEach(words -> said.merge(words, 1, Integer::sum));
        all.lines().filter(line -> line.contains("giving up")).forEach(line -> gaveUp.append("\n  ")
                .append(line));
    }

    /** How many signals the bot would send again after a restart. */
    int openSignals() {
        try {
            return Files.exists(open) ? JSON.readTree(Files.readString(open)).size() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the bot believe that no signal of its life was ever acknowledged. */
    void openAllSignals() throws IOException {
        ArrayNode all = JSON.createArrayNode();
        signals()
                .forEach(signal ->
                        all.addObject().put("tries", 0).put("retry_at", 0).set("signal", signal));
        Files.writeString(open, all.toString());
    }

    /** The signals that the exchange did not execute, and that the policy had no right to refuse. */
    List<JsonNode> unserved(List<Trade> ledger) {
        Set<String> executed =
                ledger.stream().filter(Trade::executed).map(Trade::signalId).collect(Collectors.toSet());
        return signals().stream()
                .filter(signal -> !executed.contains(signal.get("id").asText()))
                .filter(signal -> notional(signal).compareTo(MOST_NOTIONAL) <= 0)
                .toList();
    }

    private static BigDecimal notional(JsonNode signal) {
        return new BigDecimal(signal.get("quantity").asText())
                .multiply(new BigDecimal(signal.get("price").asText()));
    }

    /** All signals that the bot ever wrote down; the line that a crash cut was never sent. */
    private List<JsonNode> signals() {
        List<JsonNode> all = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(signals)) {
                if (line.endsWith("}")) {
                    all.add(JSON.readTree(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    @Override
    public String toString() {
        return signals().size() + " signals, " + openSignals() + " open; heard " + said + gaveUp;
    }
}
