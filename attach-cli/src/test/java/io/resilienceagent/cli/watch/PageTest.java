package io.resilienceagent.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.cli.terminal.Columns;
import io.resilienceagent.cli.terminal.Style;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The picture of a bot, on screens of many sizes. */
class PageTest {
    private static final String ESCAPE = "\\u001b[2J\\u009b31m\\r\\nFORGED \\u202e日本語";

    private static Look look(History history) {
        return new Look(history, "", "", Style.GOOD, null);
    }

    private static List<Line> lines(History history, int width, int height) {
        return new Page(width, height, true).draw(look(history));
    }

    private static String plain(List<Line> lines) {
        return lines.stream().map(Line::plain).collect(Collectors.joining("\n"));
    }

    @Test
    void aBotInTroubleOnTheUsualScreen() {
        assertEquals("""
                market-bot  SAFE_MODE  for 5 s                        process 4711  12:26:08 UTC
                because: loop_stall_detected (state-00000001)

                Loops                   ticks/s      lag    limit    worst
                  tick                     13.0    5.1 s    5.0 s    5.1 s  STALLED           ▂█
                  orders                    0.0    12 ms    5.0 s   180 ms                    ▂▂

                Join points             calls/s denied/s  denied so far
                  place_order              10.0      7.0  30 CIRCUIT_OPEN, 3 SAFE_MODE
                  balances                  0.0      0.0

                Breakers                1 closed, 1 not
                  place_order BTCUSDT     OPEN          place_order ETHUSDT     CLOSED

                Orders                  85 accepted  1 rejected  2 unknown
                  1 unknown just now; see: resilience orders list

                Chaos                   broken on purpose; s stops it
                  cpu_bound_loop on tick  chaos-00000003                    fired 1  24.0 s left

                Incidents
                  stall-00000007                 5 s ago  tick CPU_SPIN, lasts

                c chaos   s stop chaos   d dump   h help   q quit""", plain(lines(Watched.troubled(), 80, 24)));
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "120, 40", "40, 10", "200, 60", "20, 5", "80, 3", "5, 2", "1, 1"})
    void itFitsTheScreenToTheLineAndTheColumn(int width, int height) {
        History history = new History();
        history.add(Watched.at(0, crowded()));
        history.add(Watched.at(1, crowded()));
        List<Line> lines = lines(history, width, height);
        assertEquals(height, lines.size());
        lines.forEach(line -> assertTrue(Columns.width(line.plain()) <= width, line::plain));
        if (width >= 40 && height >= 10) {
            assertTrue(lines.get(0).plain().startsWith("market-bot  SAFE_MODE"), lines.get(0)::plain);
            assertTrue(plain(lines).contains("STALLED") || width < 60, () -> plain(lines));
            assertTrue(plain(lines).contains("cpu_bound_loop"), () -> plain(lines));
            assertTrue(plain(lines).matches("(?s).*Loops.* of 51.*"), () -> plain(lines));
        }
    }

    /** Fifty loops, join points and breakers. */
    private static String crowded() {
        String loops = IntStream.range(0, 50)
                .mapToObj(i -> "\"loop" + i + "\":{\"ticks\":5,\"stalled\":false,\"lag_ms\":1,\"worst_ms\":9,"
                        + "\"stall_after_ms\":500}")
                .collect(Collectors.joining(","));
        String breakers = IntStream.range(0, 50)
                .mapToObj(i -> "{\"key\":\"COIN" + i + "USDT\",\"state\":\"FORCED_CLOSED\",\"failures\":0}")
                .collect(Collectors.joining(","));
        return Watched.TROUBLED
                .replaceFirst("\"orders\":\\{\"ticks\"[^}]*\\}", loops)
                .replace("\"breakers\":[{", "\"breakers\":[" + breakers + ",{");
    }

    @Test
    void whatIsWrongIsRedAndNothingIsColouredWhereNobodyWantsIt() {
        List<Line> lines = lines(Watched.troubled(), 80, 24);
        String painted = lines.stream().map(line -> line.painted(true)).collect(Collectors.joining("\n"));
        assertTrue(painted.contains(Style.BAD.paint("SAFE_MODE")), painted);
        assertTrue(painted.contains(Style.BAD.paint("  STALLED")), painted);
        String without = lines.stream().map(line -> line.painted(false)).collect(Collectors.joining("\n"));
        assertFalse(without.contains("\u001b"), without);
        assertEquals(plain(lines), without);
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "120, 40", "40, 10"})
    void whatABotSaysCannotCommandTheTerminal(int width, int height) {
        String hostile = Watched.TROUBLED
                .replace("market-bot", "b" + ESCAPE)
                .replace("loop_stall_detected", ESCAPE)
                .replace("\"tick\"", "\"t" + ESCAPE + "\"")
                .replace("place_order", "p" + ESCAPE)
                .replace("BTCUSDT", ESCAPE)
                .replace("CIRCUIT_OPEN", ESCAPE)
                .replace("cpu_bound_loop", ESCAPE)
                .replace("\"reload_problems\":[]", "\"reload_problems\":[\"" + ESCAPE + "\"]");
        History history = new History();
        history.add(Watched.at(0, hostile));
        history.add(Watched.at(1, hostile));
        for (Line line : lines(history, width, height)) {
            assertTrue(line.plain().chars().noneMatch(Character::isISOControl), line::plain);
            assertFalse(line.plain().contains("\u202e"), line::plain);
            assertTrue(Columns.width(line.plain()) <= width, line::plain);
        }
    }

    @Test
    void aTerminalWithoutBlocksGetsOthers() {
        String page = plain(new Page(80, 24, false).draw(look(Watched.troubled())));
        assertTrue(page.chars().allMatch(c -> c < 128), page);
        assertTrue(page.contains(".#"), page);
    }

    @Test
    void silenceAndNoticesAreTold() {
        Look silent = new Look(Watched.troubled(), "nobody answers for 7 s", "dump-00000001 written", Style.GOOD, null);
        List<Line> lines = new Page(80, 24, true).draw(silent);
        assertEquals("nobody answers for 7 s", lines.get(1).plain());
        assertEquals("dump-00000001 written", lines.get(23).plain());
        List<Line> first = new Page(80, 24, true).draw(new Look(new History(), "", "", Style.GOOD, null));
        assertEquals("resilience watch", first.get(0).plain());
    }

    @Test
    void aLongMenuShowsTheChosenRow() {
        List<String> rows = IntStream.range(0, 50).mapToObj(i -> "kind" + i).toList();
        Panel menu = new Panel("What?", rows, 40, "Enter");
        List<Line> lines = new Page(40, 10, true).draw(new Look(Watched.troubled(), "", "", Style.GOOD, menu));
        assertEquals(10, lines.size());
        assertTrue(plain(lines).contains("> kind40"), () -> plain(lines));
        assertEquals("Enter", lines.get(9).plain());
    }

    @Test
    void aBotThatWasStartedAnewHasNoRatesAtFirst() {
        History history = Watched.troubled();
        history.add(Watched.at(2, Watched.CALM.replace("4711", "4712").replace("\"ticks\":7487", "\"ticks\":3")));
        assertTrue(plain(lines(history, 80, 24)).contains("  tick                        -"));
        assertEquals(List.of(40L), history.lags("tick", 10));
    }
}
