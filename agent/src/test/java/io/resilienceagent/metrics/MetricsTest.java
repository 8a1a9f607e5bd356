package io.resilienceagent.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.ToldCalls;
import io.resilienceagent.incident.Incident;
import io.resilienceagent.metrics.LiveParts.JoinPointPart;
import io.resilienceagent.order.LiveOrder;
import io.resilienceagent.order.OrderKey;
import io.resilienceagent.order.OrderTerms;
import io.resilienceagent.policy.IdempotencyRule.Durability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of the parts, read back from the text as a scraper reads it. */
class MetricsTest {
    @TempDir
    private Path directory;

    private MetricsKit kit;

    @BeforeEach
    void begin() {
        kit = new MetricsKit(directory);
    }

    @Test
    void everyMetricIsNamedAndExplainedByTheRules() {
        Set<String> names = new HashSet<>();
        for (Described metric : kit.metrics.described()) {
            assertTrue(names.add(metric.name()), metric::toString);
            assertTrue(metric.name().matches("(mm|resilience)_[a-z]+(_[a-z]+)*"), metric::toString);
            assertTrue(metric.help().matches("[A-Z0-9].*[^. ]\\."), metric::toString);
            assertEquals(metric.type().equals("counter"), metric.name().endsWith("_total"), metric::toString);
            assertEquals(metric.name().equals("mm_ws_gap_ms"), metric.name().matches(".*_(ms|millis.*)"));
        }
        assertTrue(names.containsAll(List.of(
                "mm_chaos_injections_total",
                "mm_reconnect_attempts_total",
                "mm_partial_fail_rate",
                "mm_ws_gap_ms",
                "mm_reconcile_discrepancies_total")));
    }

    @Test
    void bothTextsTellTheSame() {
        JoinPointPart part = kit.joinPoint("place_order", true);
        ToldCalls.called(part.tally(), 3);
        ToldCalls.message(part.tally(), 0);
        ToldCalls.message(part.tally(), 7);
        String open = kit.metrics.text(TextFormat.OPENMETRICS);
        assertTrue(open.endsWith("\n# EOF\n"), open);
        assertTrue(TextFormat.OPENMETRICS.contentType().startsWith("application/openmetrics-text; version=1.0.0"));
        assertTrue(TextFormat.PROMETHEUS.contentType().startsWith("text/plain; version=0.0.4"));
        Exposition plain = kit.scrape();
        assertEquals(plain.samples(), Exposition.of(open).samples());
        assertEquals("counter", plain.types().get("resilience_calls_total"));
        Set<String> known = new HashSet<>();
        kit.metrics.described().forEach(metric -> known.add(metric.name()));
        assertTrue(known.containsAll(plain.types().keySet()), plain.types()::toString);
    }

    @Test
    void callsAreToldByJoinPointAndDenialsByCode() {
        JoinPointPart part = kit.joinPoint("place_order", false);
        ToldCalls.called(part.tally(), 10);
        ToldCalls.denied(part.tally(), "CIRCUIT_OPEN", true);
        ToldCalls.denied(part.tally(), "CIRCUIT_OPEN", true);
        ToldCalls.denied(part.tally(), "DUPLICATE_ORDER", false);
        ToldCalls.failed(part.tally());
        ToldCalls.repeated(part.tally());
        Exposition told = kit.scrape();
        assertEquals(10, told.value("resilience_calls_total", "join_point", "place_order"));
        assertEquals(2, told.value("resilience_denials_total", "join_point", "place_order", "code", "CIRCUIT_OPEN"));
        assertEquals(
                1,
                told.value("resilience_would_denials_total", "join_point", "place_order", "code", "DUPLICATE_ORDER"));
        assertEquals(1, told.value("resilience_call_failures_total", "join_point", "place_order"));
        assertEquals(1, told.value("resilience_retries_total", "join_point", "place_order"));
        assertEquals(1, told.value("resilience_join_point_methods", "join_point", "place_order"));
        // 10 calls and a repeat, without the two that were never made.
        assertEquals(
                1 / 9.0, told.value("mm_partial_fail_rate", "op", "place_order", "exchange", "BinanceTrade"), 1e-9);
    }

    @Test
    void theFailRateIsThatOfTheLastMinutes() {
        JoinPointPart part = kit.joinPoint("balances", false);
        ToldCalls.called(part.tally(), 4);
        for (int i = 0; i < 4; i++) {
            ToldCalls.failed(part.tally());
        }
        assertEquals(1, rate());
        for (int minute = 0; minute < 10; minute++) {
            kit.now += TimeUnit.MINUTES.toNanos(1);
            ToldCalls.called(part.tally(), 10);
            rate();
        }
        assertEquals(0, rate());
        ToldCalls.called(part.tally(), 10);
        for (int i = 0; i < 6; i++) {
            ToldCalls.failed(part.tally());
        }
        assertEquals(6 / 60.0, rate(), 0.011);
        kit.now += TimeUnit.HOURS.toNanos(1);
        rate();
        kit.now += TimeUnit.HOURS.toNanos(1);
        assertEquals(0, rate());
    }

    private double rate() {
        return kit.scrape().value("mm_partial_fail_rate", "op", "balances", "exchange", "BinanceTrade");
    }

    @Test
    void reconnectsAreThoseOfJoinPointsWithThatName() {
        ToldCalls.called(kit.joinPoint("feed_reconnect", false).tally(), 2);
        ToldCalls.called(kit.joinPoint("reconnect", false).tally(), 1);
        ToldCalls.called(kit.joinPoint("reconnected", false).tally(), 5);
        assertEquals(
                Map.of(Map.of("kind", "feed"), 2.0, Map.of("kind", "default"), 1.0),
                kit.scrape().all("mm_reconnect_attempts_total"));
    }

    @Test
    void gapsBetweenMessagesAreAHistogram() {
        assertEquals(0, kit.scrape().value("mm_ws_gap_ms_count"));
        JoinPointPart feed = kit.joinPoint("feed", true);
        for (long millis : new long[] {0, 5, 5, 6, 1006, 901_006}) {
            ToldCalls.message(feed.tally(), kit.now + TimeUnit.MILLISECONDS.toNanos(millis));
        }
        kit.now += TimeUnit.MILLISECONDS.toNanos(902_006);
        Exposition told = kit.scrape();
        assertEquals(5, told.value("mm_ws_gap_ms_count"));
        assertEquals(901_006, told.value("mm_ws_gap_ms_sum"));
        assertEquals(2, told.value("mm_ws_gap_ms_bucket", "le", "1.0"));
        assertEquals(3, told.value("mm_ws_gap_ms_bucket", "le", "5.0"));
        assertEquals(4, told.value("mm_ws_gap_ms_bucket", "le", "1000.0"));
        assertEquals(5, told.value("mm_ws_gap_ms_bucket", "le", "+Inf"));
        assertEquals(901.006, told.value("resilience_message_gap_seconds_sum", "join_point", "feed"), 1e-9);
        assertEquals(3, told.value("resilience_message_gap_seconds_bucket", "join_point", "feed", "le", "0.005"));
        assertEquals(1, told.value("resilience_message_age_seconds", "join_point", "feed"));
        kit.joinPoints.clear();
        assertEquals(5, kit.scrape().value("mm_ws_gap_ms_count"), "a reload takes nothing back");
    }

    @Test
    void statesAndTheirChanges() {
        kit.machine.stall("stall-00000000", "tick", "SLEEP");
        Exposition told = kit.scrape();
        assertEquals(1, told.value("resilience_state", "state", "safe_mode"));
        assertEquals(0, told.value("resilience_state", "state", "running"));
        assertEquals(5, told.all("resilience_state").size());
        assertEquals(1, told.value("resilience_state_transitions_total", "from", "running", "to", "safe_mode"));
        assertEquals(0, told.value("resilience_state_transitions_total", "from", "degraded", "to", "safe_mode"));
    }

    @Test
    void ordersByOutcome() throws IOException {
        OrderKey key = new OrderKey(List.of("symbol", "price"));
        OrderTerms terms =
                OrderTerms.of("place_order", Duration.ofMinutes(1), Duration.ofSeconds(1), Durability.MEMORY);
        for (int price = 0; price < 6; price++) {
            LiveOrder order = (LiveOrder) kit.orders.begin(terms, key.signature("BTC", price));
            if (price < 3) {
                kit.orders.accepted(order, "");
            } else if (price < 5) {
                kit.orders.unknown(order, "timeout");
            }
            if (price == 4) {
                assertTrue(kit.orders.resolve(order.id(), false, "", "ann"));
            }
        }
        Exposition told = kit.scrape();
        assertEquals(3, told.value("resilience_orders_total", "outcome", "accepted"));
        assertEquals(0, told.value("resilience_orders_total", "outcome", "rejected"));
        assertEquals(2, told.value("resilience_orders_total", "outcome", "unknown"));
        assertEquals(1, told.value("resilience_orders_resolved_total", "outcome", "rejected"));
        assertEquals(1, told.value("resilience_orders_unknown"));
        assertEquals(1, told.value("resilience_orders_under_way"));
        assertEquals(1, told.value("resilience_journal_available"));
        assertEquals(3, told.all("mm_reconcile_discrepancies_total").size());
    }

    @Test
    void anIncidentCountsOnceHoweverOftenItIsWritten() {
        for (String id : List.of("stall-00000001", "stall-00000001", "stall-00000002", "dump-00000001")) {
            String kind = id.substring(0, id.indexOf('-'));
            kit.incidents.write(
                    new Incident(id, kind, Instant.EPOCH, "kit", "", "", 0, 0L, "", Map.of(), "", "", null));
        }
        assertEquals(
                Map.of(Map.of("kind", "stall"), 2.0, Map.of("kind", "dump"), 1.0),
                kit.scrape().all("resilience_incidents_total"));
    }

    @Test
    void aPartThatFailsTakesNoOtherAway() {
        kit.joinPoint("place_order", false);
        kit.orders = null;
        Exposition told = kit.scrape();
        assertFalse(told.names().contains("resilience_orders_unknown"), told.names()::toString);
        assertEquals(0, told.value("resilience_calls_total", "join_point", "place_order"));
        assertTrue(kit.scrape().value("resilience_agent_failures_total", "kind", "METRICS_ERROR") > 0);
        assertTrue(kit.told.toString(StandardCharsets.UTF_8).contains("METRICS_ERROR"));
    }

    @Test
    void theAgentTellsOfItself() {
        Exposition told = kit.scrape();
        assertEquals(
                1,
                told.value(
                        "resilience_build_info",
                        "version",
                        "1.2.3",
                        "java",
                        Runtime.version().toString()));
        assertEquals(1, told.value("resilience_policy_info", "bot", "kit", "mode", "enforce"));
        assertEquals(1_700_000_000, told.value("resilience_start_timestamp_seconds"));
        assertEquals(0, told.value("resilience_log_lines_dropped_total"));
    }
}
