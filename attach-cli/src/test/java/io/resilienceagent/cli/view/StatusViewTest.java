package io.resilienceagent.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusViewTest {
    private static final String CALM = """
            {"bot":"market-bot","mode":"enforce","time":"2026-11-23T12:26:08.5Z","process":4711,
             "state":{"state":"RUNNING","since":"2026-11-23T10:21:03.123Z","reason":"start","incident_id":"state-00000001"},
             "loops":{"tick":{"ticks":7500,"threads":1,"stalled":false,"lag_ms":12,"worst_ms":180,"stall_after_ms":5000}},
             "join_points":{"place_order":{"kind":"order","on":["a.B#c"],"matched":["a.B#c(Order)"],"calls":120,
               "denied":{"DUPLICATE_ORDER":3},"would_deny":{},
               "breakers":[{"key":"BTCUSDT","state":"OPEN","failures":3}]}},
             "orders":{"recovering":false,"unknown":0,"journal_available":true},
             "not_woven":[],"reload_problems":[],"failures":[]}""";

    private static final String ESCAPE = "\\u001b[2J\\u009b31m\\r\\nFORGED \\u202e";

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> shown(String status) {
        JsonNode hello = json("{\"java\":\"17.0.15\",\"agent_version\":\"0.1.0\",\"policy\":\"/etc/p.yaml\"}");
        return Shown.plain(screen -> new StatusView(screen).show(hello, json(status)));
    }

    @Test
    void aCalmBotIsTenLines() {
        assertEquals("""
                market-bot  RUNNING  for 2 h 5 min, since 2026-11-23 10:21:03 UTC
                  because: start (state-00000001)
                  process 4711, Java 17.0.15, agent 0.1.0, policy /etc/p.yaml

                Loops
                  LOOP  STATE  LAG ms  LIMIT ms  WORST ms  TICKS  THREADS
                  tick  ticks      12      5000       180   7500        1

                Join points
                  JOIN POINT   KIND   METHODS  CALLS  DENIED
                  place_order  order        1    120  3 DUPLICATE_ORDER

                Circuit breakers
                  BREAKER      KEY      STATE  FAILURES
                  place_order  BTCUSDT  OPEN          3
                """.stripTrailing(), String.join("\n", shown(CALM)));
    }

    @Test
    void nothingIsWiderThanEightyColumns() {
        String long1 = "a_join_point_with_a_name_that_somebody_thought_about_for_a_very_long_time_indeed";
        String status = CALM.replace("place_order", long1)
                .replace("\"tick\":{", "\"" + long1 + "\":{")
                .replace("\"start\"", "\"" + "because of this and that ".repeat(12) + "\"")
                .replace("BTCUSDT", "K".repeat(200))
                .replace("\"not_woven\":[]", "\"not_woven\":[\"" + "x".repeat(300) + "\"]")
                .replace(
                        "\"DUPLICATE_ORDER\":3",
                        "\"DUPLICATE_ORDER\":31234567,\"CIRCUIT_OPEN\":1234567,\"SAFE_MODE\":7,\"ORDER_UNKNOWN\":123456");
        for (String line : shown(status)) {
            assertTrue(line.length() <= 80, () -> line.length() + " columns: " + line);
        }
    }

    @Test
    void whatABotSaysCannotCommandTheTerminal() {
        String status = CALM.replace("\"start\"", "\"" + ESCAPE + "\"")
                .replace("market-bot", "bot" + ESCAPE)
                .replace("place_order", "p" + ESCAPE)
                .replace("BTCUSDT", ESCAPE)
                .replace("DUPLICATE_ORDER", "D" + ESCAPE)
                .replace("\"RUNNING\"", "\"" + ESCAPE + "\"")
                .replace("\"not_woven\":[]", "\"not_woven\":[\"" + ESCAPE + "\"]")
                .replace(
                        "\"failures\":[]",
                        "\"failures\":[{\"kind\":\"" + ESCAPE + "\",\"count\":1,\"place\":\"" + ESCAPE
                                + "\",\"example\":\"" + ESCAPE + "\"}]");
        List<String> lines = shown(status);
        String all = String.join("\n", lines);
        all.chars()
                .filter(c -> c != '\n')
                .forEach(c ->
                        assertFalse(Character.isISOControl(c) || c == '\u202e', () -> "U+" + Integer.toHexString(c)));
        assertTrue(lines.stream().noneMatch(line -> line.startsWith("FORGED")), all);
        assertTrue(all.contains("\\u001b[2J"), all);
    }

    @Test
    void coloursStandAroundWordsAndChangeNoWidth() {
        JsonNode status = json(CALM);
        List<String> plain = Shown.plain(screen -> new StatusView(screen).show(json("{}"), status));
        List<String> coloured = Shown.coloured(screen -> new StatusView(screen).show(json("{}"), status));
        assertTrue(String.join("\n", coloured).contains("\u001b[32mRUNNING\u001b[0m"));
        assertEquals(
                plain,
                coloured.stream()
                        .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "").stripTrailing())
                        .toList());
    }

    @Test
    void whatIsWrongIsSaid() {
        String all = String.join(
                "\n",
                shown(CALM.replace("\"unknown\":0", "\"unknown\":2")
                        .replace("\"recovering\":false", "\"recovering\":true")
                        .replace("\"journal_available\":true", "\"journal_available\":false")
                        .replace("\"stalled\":false", "\"stalled\":true")
                        .replace("\"mode\":\"enforce\"", "\"mode\":\"shadow\"")
                        .replace(
                                "\"calls\":120",
                                "\"error\":\"RULE_WITHOUT_EFFECT: no loaded class matched\",\"calls\":0")
                        .replace("\"reload_problems\":[]", "\"reload_problems\":[\"policy.yaml:3:1: what\"]")));
        for (String said : List.of(
                "2 with an unknown outcome",
                "new orders wait",
                "the journal cannot be written",
                "STALLED",
                "mode shadow",
                "place_order: RULE_WITHOUT_EFFECT",
                "policy not in force: policy.yaml:3:1")) {
            assertTrue(all.contains(said), () -> said + "\n" + all);
        }
    }
}
