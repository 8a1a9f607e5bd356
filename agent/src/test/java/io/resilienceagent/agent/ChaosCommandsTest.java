package io.resilienceagent.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.chaos.ChaosEngine;
import io.resilienceagent.chaos.Surroundings;
import io.resilienceagent.chaos.stall.StallType;
import io.resilienceagent.control.Command;
import io.resilienceagent.control.Refused;
import io.resilienceagent.control.Request;
import io.resilienceagent.control.Session;
import io.resilienceagent.executor.Workplaces;
import io.resilienceagent.flight.FlightLog;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardKit;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.loop.LoopTable;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.PolicyReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three commands, against a real engine; only the connection is spoken for. */
class ChaosCommandsTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final EventLog log = new EventLog(new PrintStream(told, true, StandardCharsets.UTF_8), Ticker.system());
    private final List<Runnable> ends = new ArrayList<>();
    private boolean holds = true;
    private ChaosEngine engine;

    @BeforeEach
    void start() throws IOException {
        Path file = Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                bot: kit
                join_points: {tick: {on: com.acme.Loop#tick, kind: loop}}
                chaos: {enabled: true}
                """);
        LoopTable table = new LoopTable(any -> Optional.empty(), () -> new Thread[0], Ticker.system(), log);
        engine = new ChaosEngine(
                () -> StallType.all(),
                around(table),
                new ChaosRecord(log, () -> new FlightLog(log)),
                Ticker.system(),
                log);
        engine.declare(PolicyReader.read(file, new Packs()).policy().orElseThrow());
    }

    @AfterEach
    void end() {
        engine.close();
    }

    private static Surroundings around(LoopTable table) {
        return new Surroundings() {
            @Override
            public LoopTable loops() {
                return table;
            }

            @Override
            public Workplaces workplaces() {
                return any -> Optional.empty();
            }

            @Override
            public boolean woven(String joinPoint) {
                return true;
            }

            @Override
            public List<String> transports() {
                return List.of();
            }

            @Override
            public String state() {
                return "RUNNING";
            }
        };
    }

    private JsonNode run(Command command, Map<String, Object> members) throws Refused, IOException {
        Session session = new Session() {
            @Override
            public String who() {
                return "socket uid=1000";
            }

            @Override
            public boolean whenGone(Runnable end) {
                ends.add(end);
                return holds;
            }
        };
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            command.run(new Request(members, session)).writeTo(json);
            json.writeEndObject();
        }
        return new ObjectMapper().readTree(text.toString());
    }

    private static Map<String, Object> spin(Object... more) {
        Map<String, Object> members = new HashMap<>();
        members.put("type", "cpu_bound_loop");
        members.put("duration_ms", new BigDecimal(60_000));
        for (int i = 0; i < more.length; i += 2) {
            members.put((String) more[i], more[i + 1]);
        }
        return members;
    }

    private JsonNode inject(Object... more) throws Refused, IOException {
        return run(new ChaosInject(engine), spin(more));
    }

    private String refused(Object... more) {
        return assertThrows(Refused.class, () -> inject(more)).code();
    }

    private JsonNode listed() throws Refused, IOException {
        return run(new ChaosList(engine), Map.of());
    }

    @Test
    void whatIsInjectedIsListedAndStopped() throws Exception {
        JsonNode injected = inject("seed", new BigDecimal("-7"), "percent", BigDecimal.ZERO);
        String id = injected.get("id").asText();
        assertEquals(id, injected.get("incident_id").asText());
        assertEquals("tick", injected.get("target").asText());
        assertEquals("-7", injected.get("seed").asText());
        assertEquals("RUNNING", injected.get("state").asText());
        assertTrue(injected.get("deadline_ms").asLong() > 50_000);

        JsonNode list = listed();
        assertTrue(list.get("enabled").asBoolean());
        assertEquals(4, list.get("types").size());
        JsonNode experiment = list.at("/experiments/0");
        assertEquals(id, experiment.get("id").asText());
        assertEquals(0, experiment.get("fired").asInt());
        assertTrue(experiment.get("why_ended").isNull());
        assertEquals(0, experiment.get("percent").asInt());
        assertFalse(experiment.get("verified_gone").asBoolean());

        assertEquals(id, run(ChaosStop.of(engine), Map.of()).at("/stopped/0").asText());
        experiment = listed().at("/experiments/0");
        assertEquals("ENDED", experiment.get("state").asText());
        assertEquals("stopped", experiment.get("why_ended").asText());
        assertTrue(experiment.get("verified_gone").asBoolean());
        assertEquals(
                "ALREADY_OVER",
                assertThrows(Refused.class, () -> run(ChaosStop.of(engine), Map.of("id", id)))
                        .code());
        String lines = told.toString(StandardCharsets.UTF_8);
        assertTrue(
                lines.contains(
                        "CRITICAL CHAOS_INJECTION_TRIGGERED incident_id=" + id
                                + " type=cpu_bound_loop target=tick duration=60.0s seed=-7 percent=0 owner=\"socket uid=1000\""),
                lines);
        assertTrue(lines.contains("CHAOS_INJECTION_ENDED incident_id=" + id + " why=stopped fired=0"), lines);
    }

    @Test
    void aSeedIsAlsoTakenAsItIsTold() throws Exception {
        long seed = Long.MIN_VALUE;
        assertEquals(
                Long.toString(seed),
                inject("seed", Long.toString(seed)).get("seed").asText());
    }

    @Test
    void whatIsHeldEndsWithItsController() throws Exception {
        inject("hold", true, "percent", BigDecimal.ZERO);
        ends.get(0).run();
        await().until(() -> listed().at("/experiments/0/why_ended").asText().equals("controller_gone"));
        // Once more does no harm.
        ends.get(0).run();
    }

    @Test
    void whoCannotHoldIsToldSoAndNothingGoesOn() throws Exception {
        holds = false;
        assertEquals("BAD_REQUEST", refused("hold", true, "percent", BigDecimal.ZERO));
        assertEquals("ENDED", listed().at("/experiments/0/state").asText());
    }

    /** Whoever asked may have said it in minutes, as with {@code --for 15m}, or in seconds: not in {@code duration_ms}. */
    @Test
    void whatIsTooLongIsToldInTheUnitsOfAPolicy() {
        Refused refused = assertThrows(Refused.class, () -> inject("duration_ms", new BigDecimal(900_000)));
        assertEquals("an experiment of 15m: expected more than nothing, and at most 10m", refused.getMessage());
        refused = assertThrows(Refused.class, () -> inject("duration_ms", new BigDecimal(630_500)));
        assertTrue(refused.getMessage().startsWith("an experiment of 630500ms: "), refused.getMessage());
    }

    @Test
    void whatIsMalformedIsRefusedByName() throws Exception {
        assertEquals("NO_DEADLINE", refused("duration_ms", null));
        for (Object[] wrong : new Object[][] {
            {"duration_ms", "10s"},
            {"duration_ms", new BigDecimal("-1")},
            {"duration", new BigDecimal("1")},
            {"percent", new BigDecimal("101")},
            {"rollout", new BigDecimal("-1")},
            {"seed", new BigDecimal("1.5")},
            {"seed", "1e3"},
            {"seed", new BigDecimal("1e30")},
            {"seed", true},
            {"count", BigDecimal.ZERO},
            {"dry_run", "yes"},
            {"hold", "yes"},
            {"rollback", List.of("p98 > 3")},
            {"options", Map.of("style", List.of())},
            {"options", Map.of("style", "recursion")},
            {"burst_on_ms", new BigDecimal(5)},
        }) {
            assertEquals("BAD_REQUEST", refused(wrong), () -> wrong[0] + "=" + wrong[1]);
        }
        assertEquals("UNKNOWN_TYPE", refused("type", "nonsense"));
        assertEquals("UNKNOWN_TARGET", refused("target", "nowhere"));
        assertEquals(0, listed().get("experiments").size());
    }

    @Test
    void figuresOfTicks() throws Exception {
        Figures figures = new Figures(engine);
        Guard tick = engine.point("tick", JoinPointKind.LOOP, -1);
        for (int i = 0; i < 2; i++) {
            Invocation call = GuardKit.call();
            Object permit = tick.before(call);
            call.end(null, null, false);
            tick.after(call, permit);
        }
        JsonNode told = run(figures, Map.of());
        JsonNode place = told.at("/places/0");
        assertEquals("tick", place.get("name").asText());
        assertTrue(place.get("loop").asBoolean());
        assertEquals(2, place.get("calls").size());
        assertEquals(2, place.get("measured").asInt());
        assertEquals(-1, place.get("under_way_us").asInt());
        assertTrue(told.get("now_us").asLong() >= place.at("/calls/1/0").asLong());
        BigDecimal later = new BigDecimal(told.get("now_us").asLong() + 60_000_000);
        assertEquals(
                0, run(figures, Map.of("since_us", later)).at("/places/0/calls").size());
        assertThrows(Refused.class, () -> run(figures, Map.of("since_us", BigDecimal.ONE.negate())));
    }
}
