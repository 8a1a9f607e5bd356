package io.resilienceagent.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.report.Report;
import io.resilienceagent.report.recorded.Recorded;
import io.resilienceagent.report.recorded.Told;
import io.resilienceagent.testing.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the three files. */
class PageTest {
    private static final List<String> HOSTILE = List.of(
            "<script>document.title='pwned'</script>",
            "</script><img src=x onerror=alert(1)>",
            "\" onclick=\"alert(1)",
            "]]>--><svg/onload=alert(1)>",
            "\u001b[2J\u001b]0;pwned\u0007",
            "\u202egnp.exe",
            "${jndi:ldap://127.0.0.1/x} {{7*7}}",
            "| a | b |\n# forged\n[x](javascript:alert(1))");

    @TempDir
    private Path directory;

    private Path write(Path... files) throws IOException {
        Path out = directory.resolve("out");
        Report.of(List.of(files), false, (doing, share) -> {}).writeTo(out);
        return out;
    }

    private static String read(Path out, String file) throws IOException {
        return Files.readString(out.resolve(file));
    }

    @Test
    void hostileTextsAreShownAndDoNothing() throws IOException {
        Path out = write(Recorded.here(directory.resolve("hostile.jfr"), () -> {
            for (String text : HOSTILE) {
                Told.stall("stall-" + text, text, text, text, 800, true);
                Told.denied(text, text, text);
                Told.fault(text, text, text);
                Told.circuit(text, text, text, "OPEN");
                Told.order(text.hashCode(), "UNKNOWN", text);
                Told.lag(text, 7);
                Told.transition(text, text, text);
                Told.recovery(text, 0, text);
                Told.probe(text, 1, text);
            }
            Told.denied("place_order", "TOO_LONG", "x".repeat(1 << 20));
        }));
        String html = read(out, Report.HTML);
        assertFalse(html.contains("<script>document"), "a script of the recording's");
        assertFalse(html.contains("<img"), "an element of the recording's");
        assertFalse(html.contains("\" onclick"), "an attribute of the recording's");
        assertEquals(1, html.split("<script>", -1).length - 1, "only our script");
        assertTrue(html.contains("&lt;script&gt;document.title=&#39;pwned&#39;&lt;/script&gt;"));
        assertTrue(html.contains("(1048576 characters)"));
        for (String file : List.of(Report.HTML, Report.MARKDOWN, Report.FINDINGS)) {
            String text = read(out, file);
            assertTrue(text.length() < 600_000, () -> file + " has " + text.length() + " characters");
            assertTrue(
                    text.codePoints().noneMatch(c -> (c < ' ' && c != '\n') || c == 0x202e || (c >= 0x7f && c < 0xa0)),
                    () -> file + " holds what could act");
        }
        String markdown = read(out, Report.MARKDOWN);
        assertFalse(markdown.contains("\n# forged"), markdown);
        assertFalse(markdown.matches("(?s).*[^\\\\]\\]\\(javascript.*"), markdown);
    }

    @Test
    void thePageForbidsItselfTheNetwork() throws IOException {
        String html = read(write(Recorded.here(directory.resolve("a.jfr"), () -> Told.lag("tick", 3))), Report.HTML);
        assertTrue(html.contains("default-src &#39;none&#39;"), html.substring(0, 600));
        assertFalse(html.matches("(?s).*(?:src|href)=\"(?!#).*"), "nothing is loaded");
        assertFalse(html.contains("unsafe-inline"));
    }

    @Test
    void theStoryIsToldFirst() throws IOException {
        Path out = write(Recorded.here(directory.resolve("a.jfr"), () -> {
            Told.stall("stall-00000001", "tick", "Loop", "CPU_SPIN", 800, false);
            Told.transition("RUNNING", "SAFE_MODE", "stall-00000001");
            Told.denied("place_order", "SAFE_MODE", "the bot is in SAFE_MODE");
            Told.stall("stall-00000001", "tick", "Loop", "CPU_SPIN", 900, true);
            Told.transition("SAFE_MODE", "RUNNING", "");
        }));
        assertTrue(read(out, Report.HTML).contains("<h1>Loop tick computed without end for 900 ms</h1>"));
        String markdown = read(out, Report.MARKDOWN);
        assertTrue(markdown.startsWith("# Loop tick computed without end for 900 ms\n"), markdown);
        assertTrue(
                markdown.matches(
                        "(?s).*The agent saw it 1\\.00 ms after the limit of 5\\.00 ms, put the bot from RUNNING into "
                                + "SAFE\\\\_MODE at [0-9:.]+, denied 1 call, and let it run again at [0-9:.]+\\..*"),
                markdown);
    }

    /** Which of them a denial belongs to is not recorded. */
    @Test
    void denialsOfSeveralStallsAreSaidToBeAll() throws IOException {
        Path out = write(Recorded.here(directory.resolve("a.jfr"), () -> {
            Told.stall("stall-00000001", "tick", "Loop", "CPU_SPIN", 900, true);
            Told.denied("place_order", "SAFE_MODE", "the bot is in SAFE_MODE");
            Told.stall("stall-00000002", "tick", "Loop", "SLEEP", 800, true);
            Told.denied("place_order", "SAFE_MODE", "the bot is in SAFE_MODE");
        }));
        assertTrue(read(out, Report.MARKDOWN).contains("and denied 2 calls in all."), read(out, Report.MARKDOWN));
    }

    @Test
    void theWayBackToRunningIsTold() throws IOException {
        Path out = write(Recorded.here(directory.resolve("a.jfr"), () -> {
            Told.transition("RUNNING", "SAFE_MODE", "stall-00000001");
            Told.denied("place_order", "SAFE_MODE", "the bot is in SAFE_MODE");
            Told.denied("place_order", "SAFE_MODE", "the bot is in SAFE_MODE");
            Told.denied("cancel", "RATE_LIMIT", "more than 10 in 1 s");
            for (int i = 0; i < 3; i++) {
                Told.probe("loops", 4, "loop tick is stalled");
                Told.recovery("SAFE_MODE", 0, "loop tick is stalled");
            }
            Told.probe("loops", 1, "");
            Told.probe("orders", 20, "");
            Told.recovery("SAFE_MODE", 1, "");
            Told.transition("SAFE_MODE", "RECOVERING", "");
            Told.recovery("SAFE_MODE", 2, "");
            Told.recovery("RECOVERING", 0, "tick failed");
            Told.recovery("SAFE_MODE", 0, "tick failed");
            Told.recovery("SAFE_MODE", 1, "");
        }));
        String markdown = read(out, Report.MARKDOWN).replace("\\", "");
        List<String> told = markdown.lines()
                .filter(line -> line.matches("- [0-9:.]+ .*"))
                .map(line -> line.replaceAll("[0-9]+:[0-9:.]+", "T"))
                .toList();
        assertEquals(
                List.of(
                        "- T state RUNNING -> SAFE_MODE: loop_stall_detected",
                        "- T place_order is denied: SAFE_MODE, 2 times until T",
                        "- T cancel is denied: RATE_LIMIT",
                        "- T 3 recovery cycles in SAFE_MODE until T were not good; in the last one: loop tick is stalled",
                        "- T recovery cycle in SAFE_MODE was good, 1 of 2",
                        "- T recovery cycle in SAFE_MODE was good, 2 of 2",
                        "- T state SAFE_MODE -> RECOVERING: loop_stall_detected",
                        "- T recovery cycle in RECOVERING was not good: tick failed",
                        "- T recovery cycle in SAFE_MODE was not good: tick failed",
                        "- T recovery cycle in SAFE_MODE was good, 1 of 2"),
                told);
        assertTrue(markdown.contains("8 recovery cycles, of which 3 were good"), markdown);
        assertTrue(markdown.contains("| loops | 4 | 3 | 4.00 ms | loop tick is stalled |"), markdown);
        assertTrue(markdown.contains("| orders | 1 | 0 | 20 ms |  |"), markdown);
        String html = read(out, Report.HTML);
        assertTrue(html.contains(">recovery cycles</text>"), "a lane of the timeline");
        assertTrue(html.matches("(?s).*<title>3 not good, until [0-9:.]+: loop tick is stalled</title>.*"), html);
        assertTrue(html.matches("(?s).*<title>good, 2 of 2, at [0-9:.]+</title>.*"), html);
        assertTrue(html.contains("<td>orders</td><td>1</td><td>0</td><td>20 ms</td>"), html);
        for (String entry : told) {
            assertTrue(html.contains(entry.replaceAll("^- T|T.*", "").replace(">", "&gt;")), entry);
        }
    }

    @Test
    void ofAVeryLongNightTheListSaysHowMuchItLeavesOut() throws IOException {
        Path out = write(Recorded.here(directory.resolve("a.jfr"), () -> {
            for (int i = 0; i < 130; i++) {
                Told.recovery("RECOVERING", 0, "tick failed");
                Told.recovery("RECOVERING", 1, "");
            }
        }));
        String markdown = read(out, Report.MARKDOWN);
        assertTrue(
                markdown.matches("(?s).*- [0-9:.]+ from here on 60 more are left out, the last at [0-9:.]+\\n\\n.*"),
                markdown);
    }

    @Test
    void twoBotsAreTwoStoriesOnOnePage() throws IOException {
        Path here = Recorded.here(
                directory.resolve("here.jfr"), () -> Told.stall("stall-00000001", "tick", "Loop", "SLEEP", 700, true));
        Path out = write(here, Recorded.bot(Jdks.all().get(1), directory, "deadlock"));
        JsonNode findings =
                new ObjectMapper().readTree(out.resolve(Report.FINDINGS).toFile());
        assertEquals(2, findings.path("bots").size(), findings::toPrettyString);
        assertTrue(findings.path("bots").path(0).path("agent").asBoolean());
        assertFalse(findings.path("bots").path(1).path("agent").asBoolean());
        String html = read(out, Report.HTML);
        assertTrue(html.contains("id=\"bot-1\"") && html.contains("<nav"), "both, with a way to each");
    }

    @Test
    void findingsHaveAllTheirFields() throws IOException {
        Path out = write(Recorded.bot(Jdks.all().get(0), directory, "deadlock"));
        JsonNode finding = new ObjectMapper()
                .readTree(out.resolve(Report.FINDINGS).toFile())
                .path("findings")
                .path(0);
        assertEquals("high", finding.path("severity").asText());
        assertEquals("DEADLOCK", finding.path("rule").asText());
        assertEquals("certain", finding.path("how_sure").asText());
        assertEquals(3, finding.path("evidence").size(), finding::toPrettyString);
        assertTrue(finding.at("/when/from").asText().endsWith("Z"));
        assertFalse(finding.path("recommendation").asText().isEmpty());
        assertFalse(finding.path("title").asText().isEmpty());
    }
}
