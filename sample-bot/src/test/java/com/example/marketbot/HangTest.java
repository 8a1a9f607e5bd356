package com.example.marketbot;

import static com.example.marketbot.RunningBot.HANG_AT;
import static com.example.marketbot.RunningBot.TICKS;
import static com.example.marketbot.RunningBot.cpuTime;
import static com.example.marketbot.RunningBot.frames;
import static com.example.marketbot.RunningBot.inTick;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.marketbot.chores.Hang;
import com.example.marketbot.chores.Trouble;
import java.lang.Thread.State;
import java.lang.management.ThreadInfo;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HangTest {
    private static final String ONLY = "only";

    @TempDir
    private Path data;

    /** After its hang the bot goes on to its last tick, and tells when it hung. */
    private static void assertGoesOn(RunningBot bot, Trouble trouble) throws Exception {
        Summary summary = bot.end();
        assertEquals(TICKS, summary.ticks());
        Hang hang = summary.hang();
        assertEquals(
                new Hang(trouble.label(), HANG_AT, "MarketAnalysisLoop", hang.beganMs(), hang.endedMs(), 1000L), hang);
        assertNotNull(hang.endedMs());
    }

    @ParameterizedTest
    @CsvSource({"monitor, BLOCKED", "reentrant, WAITING"})
    void theLoopWaitsForALockThatTheReportHolds(String kind, State state) throws Exception {
        try (RunningBot bot = new RunningBot(data, Trouble.HANG_LOCK, kind)) {
            ThreadInfo loop = bot.awaitLoop(thread -> "report-writer".equals(thread.getLockOwnerName()));
            assertEquals(state, loop.getThreadState());
            assertTrue(inTick(loop, "PositionReport#during"), loop.toString());
            assertTrue(frames(loop).contains("com.example.marketbot.Positions#held"), loop.toString());
            assertGoesOn(bot, Trouble.HANG_LOCK);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "socket, PriceBridge#price, RUNNABLE, java.net.Socket$SocketInputStream#read",
        "http, FundingRates#ask, WAITING, jdk.internal.net.http.HttpClientImpl#send",
    })
    void theLoopWaitsForTheNetwork(String kind, String chore, State state, String call) throws Exception {
        try (RunningBot bot = new RunningBot(data, Trouble.HANG_IO, kind)) {
            long[] still = new long[2];
            // Seen there time and again with no processor time used in between: this is no tick on its usual way.
            ThreadInfo loop = bot.awaitLoop(thread -> {
                long used = cpuTime(thread);
                still[0] = used == still[1] ? still[0] + 1 : 0;
                still[1] = used;
                return still[0] > 5 && inTick(thread, chore) && frames(thread).contains(call);
            });
            assertEquals(state, loop.getThreadState());
            assertGoesOn(bot, Trouble.HANG_IO);
        }
    }

    @ParameterizedTest
    @CsvSource({"fit, VolatilityFit#fit", "regex, NewsFilter#filter"})
    void theLoopCalculatesWithoutEnd(String kind, String chore) throws Exception {
        try (RunningBot bot = new RunningBot(data, Trouble.HANG_CPU, kind)) {
            long[] entered = {Long.MAX_VALUE};
            // So much work without ever being seen elsewhere; a usual calculation is a hundredth of that.
            ThreadInfo loop = bot.awaitLoop(thread -> {
                if (!inTick(thread, chore)) {
                    entered[0] = Long.MAX_VALUE;
                    return false;
                }
                entered[0] = Math.min(entered[0], cpuTime(thread));
                return cpuTime(thread) - entered[0] > 50_000_000;
            });
            assertEquals(State.RUNNABLE, loop.getThreadState());
            assertGoesOn(bot, Trouble.HANG_CPU);
        }
    }

    @Test
    void theLoopRecursesDeeperAndDeeper() throws Exception {
        try (RunningBot bot = new RunningBot(data, Trouble.HANG_RECURSION, ONLY)) {
            ThreadInfo deep = bot.awaitLoop(thread -> thread.getStackTrace().length > 2_000);
            ThreadInfo deeper =
                    bot.awaitLoop(thread -> thread.getStackTrace().length > deep.getStackTrace().length + 500);
            assertTrue(inTick(deeper, "SubAccounts#marginOf"));
            assertGoesOn(bot, Trouble.HANG_RECURSION);
        }
    }

    @Test
    void theLoopSleeps() throws Exception {
        try (RunningBot bot = new RunningBot(data, Trouble.HANG_SLEEP, ONLY)) {
            ThreadInfo loop = bot.awaitLoop(thread -> frames(thread).contains("java.lang.Thread#sleep"));
            assertEquals(State.TIMED_WAITING, loop.getThreadState());
            assertTrue(inTick(loop, "RequestBudget#spend"), loop.toString());
            assertGoesOn(bot, Trouble.HANG_SLEEP);
        }
    }

    @ParameterizedTest
    @CsvSource({"exception, 20", "error, 19"})
    void theLoopDiesAndTheBotLivesOnForAWhile(String kind, long ticks) throws Exception {
        try (RunningBot bot = new RunningBot(data, Trouble.LOOP_DIES, kind)) {
            Summary summary = bot.end();
            assertEquals(ticks, summary.ticks(), "an error out of tick() leaves no time for the figures of its tick");
            assertEquals(HANG_AT, summary.hang().atTick());
            assertNull(summary.hang().endedMs());
            // The thread is there, with nothing to do any more, not even at a later time.
            ThreadInfo loop = bot.awaitLoop(thread -> thread.getThreadState() == State.WAITING);
            assertTrue(frames(loop).contains("java.util.concurrent.ThreadPoolExecutor#getTask"), loop.toString());
        }
    }

    @Test
    void theLoopIsBusyWithOtherTasks() throws Exception {
        // Ticks that are late already, as the short ones of a busy machine are, would still come first.
        Duration unhurried = Duration.ofMillis(50);
        try (RunningBot bot = new RunningBot(data, Trouble.STARVE, ONLY, unhurried)) {
            ThreadInfo loop = bot.awaitLoop(
                    thread -> frames(thread).contains("com.example.marketbot.chores.Backfill#recalculate"));
            assertTrue(
                    frames(loop).stream().noneMatch(frame -> frame.endsWith("MarketAnalysisLoop#tick")),
                    loop.toString());
            assertGoesOn(bot, Trouble.STARVE);
        }
    }

    @Test
    void healthyTicksCalculateAndWait() throws Exception {
        try (RunningBot bot = new RunningBot(data, Trouble.HEALTHY_SLOW, ONLY)) {
            bot.awaitLoop(thread -> inTick(thread, "DeepAnalysis#calculate"));
            bot.awaitLoop(
                    thread -> inTick(thread, "DeepAnalysis#during") && thread.getThreadState() == State.TIMED_WAITING);
            Summary summary = bot.end();
            assertEquals(TICKS, summary.ticks());
            assertNull(summary.hang());
        }
    }
}
