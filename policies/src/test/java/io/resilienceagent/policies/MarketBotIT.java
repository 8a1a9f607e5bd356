package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.policies.BotRun.Result;
import io.resilienceagent.testing.Jdks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the shipped policy promises, held against the exchange's ledger: the same bot bare and guarded. */
class MarketBotIT {
    /** So long that no answer is late on a busy machine: for runs that must be the same each time. */
    private static final String PATIENT = "20s";

    /** Short, for the scenarios in which the exchange does not answer. */
    private static final String IMPATIENT = "250ms";

    /** An odd number: no candle closes at the last tick, so no message that comes twice is still on its way at the end. */
    private static final String TICKS = "--ticks=81";

    @TempDir
    private Path directory;

    static Stream<Arguments> seeds() {
        Jdks.Jdk oldest = Jdks.all().get(0);
        Jdks.Jdk newest = Jdks.all().get(1);
        return Stream.of(Arguments.of(oldest, 1), Arguments.of(newest, 2), Arguments.of(newest, 3));
    }

    static Stream<Arguments> troubles() {
        return Jdks.all().stream().flatMap(jdk -> Stream.of("exchange_errors", "rate_limited", "slow_exchange")
                .map(scenario -> Arguments.of(jdk, scenario)));
    }

    static List<Jdks.Jdk> jdks() {
        return Jdks.all();
    }

    private BotRun bot(Jdks.Jdk jdk, String name, String scenario, long seed, String timeout) {
        return new BotRun(
                jdk,
                directory.resolve(name),
                "--scenario=" + scenario,
                "--seed=" + seed,
                TICKS,
                "--tick=5ms",
                "--timeout=" + timeout);
    }

    private Result bare(Jdks.Jdk jdk, String scenario, long seed, String timeout) {
        Result result = bot(jdk, "bare", scenario, seed, timeout).run();
        assertEquals(0, result.ended().exitCode(), result.ended().toString());
        return result;
    }

    private Result guarded(Jdks.Jdk jdk, String scenario, long seed, String timeout) {
        Result result = bot(jdk, "guarded", scenario, seed, timeout)
                .guardedBy(BotRun.MARKET_BOT)
                .run();
        assertUndisturbed(result);
        assertEquals(0, result.duplicates(), result.ended().toString());
        assertEquals(0, result.nakedSells(), result.ended().toString());
        assertFalse(result.executed().isEmpty(), "a bot that may not trade at all is no success");
        return result;
    }

    /** The bot ended as it does alone, and nothing stands on its error stream but the agent's own lines. */
    private static void assertUndisturbed(Result result) {
        assertEquals(0, result.ended().exitCode(), result.ended().toString());
        assertEquals(List.of(), result.ended().foreignErrors());
        assertEquals(0, result.status().get("failures").size(), result.status().toPrettyString());
        assertEquals(0, result.status().get("not_woven").size(), result.status().toPrettyString());
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("seeds")
    void aQuietMarketIsTradedExactlyAsWithoutTheAgent(Jdks.Jdk jdk, long seed) {
        List<String> bare = bare(jdk, "normal", seed, PATIENT).executed();
        Result guarded = guarded(jdk, "normal", seed, PATIENT);
        assertEquals(bare, guarded.executed());
        assertEquals("{}", guarded.summary().get("denied").toString());
        assertEquals(0, guarded.status().at("/join_points/place_order/denied").size());
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("seeds")
    void aSignalThatComesTwiceIsTradedOnce(Jdks.Jdk jdk, long seed) {
        Result bare = bare(jdk, "duplicate_signals", seed, PATIENT);
        assertTrue(bare.duplicates() > 0, "the bare bot shows the trouble");
        Result guarded = guarded(jdk, "duplicate_signals", seed, PATIENT);
        assertEquals(List.copyOf(new LinkedHashSet<>(bare.executed())), guarded.executed(), "each order, once");
        assertEquals(
                bare.duplicates(),
                guarded.status()
                        .at("/join_points/place_order/denied/DUPLICATE_ORDER")
                        .asLong());
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("seeds")
    void anOrderWhoseAnswerIsLostIsNotSentAgain(Jdks.Jdk jdk, long seed) {
        assertTrue(bare(jdk, "lost_answers", seed, IMPATIENT).duplicates() > 0, "the bare bot shows the trouble");
        guarded(jdk, "lost_answers", seed, IMPATIENT);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("seeds")
    void whatIsNotHeldIsNotSold(Jdks.Jdk jdk, long seed) {
        assertTrue(
                bare(jdk, "sell_without_position", seed, PATIENT).nakedSells() > 0, "the bare bot shows the trouble");
        guarded(jdk, "sell_without_position", seed, PATIENT);
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("troubles")
    void anExchangeInTroubleGetsNoOrderTwice(Jdks.Jdk jdk, String scenario) {
        guarded(jdk, scenario, 4, IMPATIENT);
    }

    /** The exchange did not even read it: nobody has to be asked what became of it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void anOrderThatWasTurnedAwayUnreadIsNotUnknown(Jdks.Jdk jdk) {
        Result guarded = guarded(jdk, "rate_limited", 4, PATIENT);
        assertEquals(0, guarded.status().at("/orders/unknown").asLong());
        assertTrue(
                guarded.status()
                        .at("/join_points/place_order/denied/ORDER_UNKNOWN")
                        .isMissingNode(),
                guarded.status().toPrettyString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void inShadowModeAllPassesAndWhatWouldBeDeniedIsCounted(Jdks.Jdk jdk) throws Exception {
        Result bare = bare(jdk, "duplicate_signals", 5, PATIENT);
        Path shadow = Files.writeString(directory.resolve("shadow.yaml"), """
                version: 1
                bot: market-bot
                include: [%s]
                mode: shadow
                """.formatted(BotRun.MARKET_BOT));
        Result watched = bot(jdk, "watched", "duplicate_signals", 5, PATIENT)
                .guardedBy(shadow)
                .run();
        assertUndisturbed(watched);
        assertEquals(bare.executed(), watched.executed());
        assertTrue(watched.duplicates() > 0);
        assertEquals("shadow", watched.status().get("mode").asText());
        assertEquals(0, watched.status().at("/join_points/place_order/denied").size());
        assertEquals(
                watched.duplicates(),
                watched.status()
                        .at("/join_points/place_order/would_deny/DUPLICATE_ORDER")
                        .asLong());
        assertTrue(
                watched.ended().err().contains(" CALL_WOULD_BE_DENIED "),
                watched.ended().err());
    }
}
