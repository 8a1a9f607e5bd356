package io.resilienceagent.cli.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.TimeUnit;

/** Answers of an agent, for pictures of them. */
final class Watched {
    /** A bot in trouble: a stalled loop, an open circuit, an order nobody knows of, an experiment. */
    static final String TROUBLED = """
            {"bot":"market-bot","mode":"enforce","time":"2026-11-23T12:26:08.5Z","process":4711,
             "state":{"state":"SAFE_MODE","since":"2026-11-23T12:26:03.123Z","reason":"loop_stall_detected",
               "incident_id":"state-00000001"},
             "loops":{"orders":{"ticks":500,"threads":1,"stalled":false,"lag_ms":12,"worst_ms":180,"stall_after_ms":5000},
               "tick":{"ticks":7500,"threads":1,"stalled":true,"lag_ms":5100,"worst_ms":5100,"stall_after_ms":5000}},
             "join_points":{
               "balances":{"kind":"query","matched":["x"],"calls":40,"denied":{},"would_deny":{},"breakers":[]},
               "place_order":{"kind":"order","matched":["x"],"calls":120,"denied":{"CIRCUIT_OPEN":30,"SAFE_MODE":3},
                 "would_deny":{},
                 "breakers":[{"key":"ETHUSDT","state":"CLOSED","failures":0},{"key":"BTCUSDT","state":"OPEN","failures":3}]}},
             "orders":{"recovering":false,"unknown":1,"journal_available":true,
               "outcomes":{"accepted":85,"rejected":1,"unknown":2}},
             "incidents":[{"incident_id":"stall-00000007","kind":"stall","at":"2026-11-23T12:26:03.1Z","loop":"tick",
               "cause":"CPU_SPIN","state_after":"SAFE_MODE","lasts":true}],
             "not_woven":[],"reload_problems":[],"failures":[],
             "chaos":{"enabled":true,"experiments":[{"id":"chaos-00000003","type":"cpu_bound_loop","target":"tick",
               "state":"RUNNING","why_ended":null,"fired":1,"remaining_ms":24000}]}}""";

    /** The same bot a second before, when all was well. */
    static final String CALM = TROUBLED.replace("12:26:08.5Z", "12:26:07.5Z")
            .replace("SAFE_MODE\",\"since", "RUNNING\",\"since")
            .replace("loop_stall_detected", "start")
            .replace(
                    "\"ticks\":7500,\"threads\":1,\"stalled\":true,\"lag_ms\":5100",
                    "\"ticks\":7487,\"threads\":1," + "\"stalled\":false,\"lag_ms\":40")
            .replace("\"CIRCUIT_OPEN\":30,\"SAFE_MODE\":3", "\"CIRCUIT_OPEN\":26")
            .replace("\"calls\":120", "\"calls\":110")
            .replace("\"state\":\"OPEN\"", "\"state\":\"CLOSED\"")
            .replace("\"unknown\":1,", "\"unknown\":0,")
            .replaceAll("(?s)\"incidents\":\\[.*?\\]", "\"incidents\":[]")
            .replaceAll("(?s)\"experiments\":\\[.*?\\]", "\"experiments\":[]");

    private Watched() {}

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    /** What came so many seconds after the first answer. */
    static Snapshot at(int second, String status) {
        return Snapshot.of(json(status), TimeUnit.SECONDS.toNanos(second));
    }

    /** A bot that was calm, and a second later is not. */
    static History troubled() {
        History history = new History();
        history.add(at(0, CALM));
        history.add(at(1, TROUBLED));
        return history;
    }
}
