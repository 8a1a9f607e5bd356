package io.resilienceagent.cli.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.resilienceagent.testing.Jdks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real bot, watched: in lines, and on a real terminal with keys. */
class WatchIT {
    private static final int BOT_ENDED = 3;
    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path directory;

    static Stream<Jdks.Jdk> jdks() {
        return Jdks.all().stream();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whereNobodyDrawsEachChangeIsALine(Jdks.Jdk jdk) throws Exception {
        Cli cli = new Cli(jdk);
        Path out = directory.resolve("watched");
        Path err = directory.resolve("errors");
        try (BotProcess bot = BotProcess.guarded(jdk, directory, BotProcess.breakablePolicy(directory))) {
            Process watch = cli.start(out, err, "watch", bot.pid(), "--every", "200ms", "--heartbeat", "1s");
            bot.until("it is watched", () -> Files.readString(out).contains(" watching: market-bot RUNNING because: "));
            bot.until("a heartbeat tells rates", () -> Files.readString(out)
                    .matches("(?s).* heartbeat: RUNNING, tick [0-9.]+ ticks/s lag .*"));
            bot.until("orders are sent", () -> Files.exists(bot.ledger()) && Files.size(bot.ledger()) > 0);
            assertEquals(0, cli.run("breaker", "open", bot.pid(), "place_order").exit());
            bot.until("the breaker's line", () -> Files.readString(out).contains(" -> FORCED_OPEN"));
            bot.until("the denials' line", () -> Files.readString(out).contains(" x CIRCUIT_OPEN"));
            Cli.Ended json = cli.run("watch", bot.pid(), "--json", "--for", "1s", "--every", "200ms");
            assertEquals(0, json.exit(), json.err());
            assertTrue(json.out().lines().allMatch(line -> line.startsWith("{\"time\":\"")), json.out());
            bot.kill();
            assertTrue(watch.waitFor(60, TimeUnit.SECONDS), "it ends with the bot");
            assertEquals(BOT_ENDED, watch.exitValue());
        }
        assertTrue(Files.readString(out).contains(" lost: "), Files.readString(out));
        assertFalse(Files.readString(out).contains("\u001b"), "nothing is drawn");
        String error = Files.readString(err);
        assertEquals(1, error.lines().count(), error);
        assertTrue(error.contains("market-bot, process") && error.contains("has ended"), error);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void onATerminalKeysWorkAndItIsRestored(Jdks.Jdk jdk) throws Exception {
        assumeTrue(Tmux.installed(), "there is no tmux");
        try (BotProcess bot = BotProcess.guarded(jdk, directory, BotProcess.breakablePolicy(directory));
                Tmux tmux = new Tmux(directory, 80, 24)) {
            String watch = jdk.java() + " -XX:TieredStopAtLevel=1 -jar " + Cli.DIRECTORY.resolve("attach-cli.jar")
                    + " watch " + bot.pid() + " --every 200ms";
            tmux.enter("clear; " + watch + "; echo exit=$?; stty -a");
            String usual = tmux.until("the picture", screen -> screen.contains("market-bot  RUNNING"));
            assertTrue(usual.stripTrailing().endsWith("c chaos   s stop chaos   d dump   h help   q quit"), usual);
            assertEquals("1 0", tmux.fact("#{alternate_on} #{cursor_flag}"));
            tmux.until("rates", screen -> screen.matches("(?s).*tick +[0-9]+\\.[0-9] .*"));

            tmux.press("h").until("the help", screen -> screen.contains("inject a chaos experiment"));
            tmux.press("h").until("the bot again", screen -> screen.contains("Join points"));
            tmux.resize(120, 40);
            String wide = tmux.until(
                    "the wide picture",
                    screen -> screen.lines().count() == 40
                            && screen.lines().toList().get(39).startsWith("c chaos"));
            assertTrue(wide.contains("Orders"), wide);
            inject(tmux);
            tmux.press("d").until("a dump", screen -> screen.contains("dump-"));
            tmux.press("q");
            restored(tmux, 0);

            tmux.enter("clear; " + watch + "; echo exit=$?; stty -a");
            tmux.until("the picture", screen -> screen.contains("market-bot  "));
            tmux.press("C-c");
            restored(tmux, 130);

            Path pid = directory.resolve("watch.pid");
            tmux.enter("clear; sh -c 'echo $$ > " + pid + "; exec " + watch + "'; echo exit=$?; stty -a");
            tmux.until("the picture", screen -> screen.contains("market-bot  "));
            assertEquals("1 0", tmux.fact("#{alternate_on} #{cursor_flag}"));
            terminate(Long.parseLong(Files.readString(pid).strip()));
            restored(tmux, TERMINATED);

            tmux.enter("clear; " + watch + "; echo exit=$?; stty -a");
            tmux.until("the picture", screen -> screen.contains("market-bot  "));
            bot.kill();
            String end = restored(tmux, BOT_ENDED);
            assertTrue(end.contains("has ended"), end);
        }
    }

    /** As a shutdown of the machine does, or somebody else's kill. */
    private static void terminate(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        assertTrue(process.supportsNormalTermination() && process.destroy(), "SIGTERM is sent");
    }

    /** The menu, the question, the experiment, and its end. */
    private static void inject(Tmux tmux) {
        tmux.press("c").until("the menu", screen -> screen.contains("Inject what?") && screen.contains("> "));
        for (String row = chosen(tmux.screen()); !row.startsWith("> cpu_bound_loop"); row = chosen(tmux.screen())) {
            String before = row;
            tmux.press("Down").until("the next row", screen -> !chosen(screen).equals(before));
        }
        tmux.press("Enter").until("where", screen -> screen.contains("cpu_bound_loop: where?"));
        tmux.press("Down").until("the loop", screen -> screen.contains("> tick"));
        tmux.press("Enter")
                .until(
                        "the question",
                        screen -> screen.contains("Inject cpu_bound_loop on tick into market-bot for 30 s?"));
        tmux.press("y").until("the stall", screen -> screen.contains("STALLED") && screen.contains("SAFE_MODE"));
        tmux.press("s").until("its end", screen -> screen.contains("stopped 1 of chaos"));
        tmux.until("the loop goes on", screen -> !screen.contains("STALLED"));
    }

    private static String chosen(String screen) {
        return screen.lines().filter(line -> line.startsWith("> ")).findFirst().orElse("");
    }

    /** The terminal is as it was: it shows what is typed, line by line, with a cursor, and what stood there before. */
    private static String restored(Tmux tmux, int exit) {
        String after = tmux.until(
                "the end, and the prompt",
                screen -> screen.contains("exit=" + exit)
                        && screen.contains("iexten")
                        && screen.stripTrailing().endsWith("$"));
        assertTrue(after.contains(" icanon ") && after.contains(" echo ") && after.contains("susp = ^Z"), after);
        assertFalse(after.contains("-icanon") || after.contains(" -echo "), after);
        assertEquals("0 1", tmux.fact("#{alternate_on} #{cursor_flag}"));
        return after;
    }
}
