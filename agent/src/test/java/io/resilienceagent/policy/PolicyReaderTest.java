package io.resilienceagent.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyReaderTest {
    @TempDir
    Path directory;

    @Test
    void readsTheSampleBotsPolicy() {
        Policy policy = good(Samples.text("market-bot.yaml"));
        assertEquals("market-bot", policy.bot());
        assertEquals(Duration.ofSeconds(30), policy.grace());
        assertEquals(
                List.of("place_order", "cancel_order", "balances", "open_orders", "recent_orders", "tick", "send"),
                List.copyOf(policy.joinPoints().keySet()));

        JoinPointRule order = policy.joinPoints().get("place_order");
        assertEquals(JoinPointKind.ORDER, order.kind());
        assertEquals(
                List.of("symbol", "side", "quantity", "price", "order_id"),
                List.copyOf(order.bind().keySet()));
        assertEquals(
                "com.example.marketbot.OrderRejected",
                order.deny().orElseThrow().exception().orElseThrow());
        Lookup lookup = order.lookup().orElseThrow();
        assertEquals(Duration.ofSeconds(10), lookup.settle());
        assertEquals(Optional.of("symbol"), lookup.args().get(0).name());
        assertEquals(
                new BigDecimal(50), lookup.args().get(1).literal().orElseThrow().value());
        assertEquals("SPOT", lookup.args().get(2).literal().orElseThrow().value());
        assertTrue(
                order.where().toString().endsWith("policy.yaml:6:3: join_points.place_order"),
                () -> "" + order.where());

        Observe observe = policy.joinPoints().get("recent_orders").observe().orElseThrow();
        assertEquals("clientId", observe.item().get("id").text());
        assertEquals("symbol", observe.item().get("symbol").text(), "names left out keep their defaults");
    }

    @Test
    void readsGuardsInTheirOrderWithDefaults() {
        Policy policy = good(Samples.text("market-bot.yaml"));
        List<GuardRule> guards = policy.guards().get("place_order");
        assertEquals(
                List.of("safe_mode", "circuit_breaker", "limits", "inventory", "idempotency"),
                guards.stream().map(guard -> guard.settings().guard()).toList());
        assertEquals(Optional.of(Mode.SHADOW), guards.get(2).mode());
        assertEquals(Mode.ENFORCE, policy.modeOf(guards.get(0)));
        assertEquals(Optional.of(OnGuardError.CLOSED), guards.get(4).onGuardError());
        LimitsRule limits = (LimitsRule) guards.get(2).settings();
        assertEquals(Optional.empty(), limits.maxQuantity(), "unset is not zero");
        assertEquals(0.025, limits.priceBand().orElseThrow().fraction());

        List<GuardRule> balances = policy.guards().get("balances");
        assertEquals(
                new CircuitBreakerRule(
                        3,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(120),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        20,
                        Duration.ofSeconds(60),
                        List.of()),
                balances.get(2).settings());
        assertEquals(new TimeoutRule(Duration.ofSeconds(5)), balances.get(5).settings());
        assertTrue(
                balances.get(5).where().toString().endsWith("policy.yaml:36:7: guards.balances[5].timeout"),
                () -> "" + balances.get(5).where());
    }

    @Test
    void readsEveryKeyThereIs() {
        Policy policy = good(Samples.text("everything.yaml"));
        assertEquals(Duration.ZERO, policy.grace());
        JoinPointRule order = policy.joinPoints().get("order");
        assertEquals("it's gone", order.failureWhen().get(1).literal().value());
        assertEquals(
                new Answer(Answer.Source.LITERAL, Optional.of(new Literal(Literal.Type.NULL, "null"))),
                order.deny().orElseThrow().answer().orElseThrow());
        RetryRule retry = (RetryRule) policy.guards().get("handler").get(0).settings();
        assertEquals(new BigDecimal("1.5"), retry.factor());
        assertEquals(List.of("a.B"), retry.on(), "one for a list of one");
    }

    @Test
    void readsJsonAsTheYamlThatItIs() {
        assertEquals(
                List.of("timeout", "retry"),
                good(Samples.text("json.yaml")).guards().get("p").stream()
                        .map(guard -> guard.settings().guard())
                        .toList());
    }

    @Test
    void aPolicyIsImmutable() {
        Policy policy = good(Samples.text("market-bot.yaml"));
        assertThrows(UnsupportedOperationException.class, () -> policy.guards().clear());
        assertThrows(
                UnsupportedOperationException.class,
                () -> policy.guards().get("balances").clear());
        assertThrows(
                UnsupportedOperationException.class, () -> policy.joinPoints().clear());
    }

    @Test
    void aliasesRepeatWhatTheyName() {
        Policy policy = good("""
                version: 1
                bot: b
                join_points: {a: {on: a.B#c}, d: {on: a.B#d}}
                guards: {a: &chain [{timeout: 5s}, retry], d: *chain}
                """);
        assertEquals(2, policy.guards().get("d").size());
    }

    private Policy good(String text) {
        Reading reading = Samples.read(directory, text);
        assertEquals("", Samples.problems(reading, directory));
        return reading.policy().orElseThrow();
    }
}
