package io.resilienceagent.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.report.drill.DrillFindings;
import io.resilienceagent.report.drill.RunFiles;
import io.resilienceagent.report.drill.Runs;
import io.resilienceagent.report.drill.ScenarioRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillPageTest {
    private static final String HOSTILE = "<script>alert(1)</script>\u001b[2J|`*";

    private static String html(List<ScenarioRun> runs) {
        return DrillPage.of(runs, DrillFindings.of(runs), 0);
    }

    private static String markdown(List<ScenarioRun> runs) {
        return DrillMarkdown.of(runs, DrillFindings.of(runs), 0);
    }

    @Test
    void thePageTellsWhatFailedAndWhy() {
        List<ScenarioRun> runs = List.of(
                Runs.passed(1, "exch_429"), Runs.failed(2, "net_loss", "shadow", Map.of()), Runs.brokenOff(3, "late"));
        String page = html(runs);
        assertTrue(page.contains("<h1>kit: 2 of 3 scenarios failed</h1>"), page);
        assertTrue(page.contains("Failed: net_loss, late."), page);
        assertTrue(page.contains("<tr class=\"passed\"><td><a href=\"#scenario-1\">exch_429</a>"), page);
        assertTrue(page.contains("failed 1 of 2"), page);
        assertTrue(page.contains("the bot did not outlive it"), page);
        assertTrue(page.contains("class=\"tick late\""), "a tick beyond its deadline is drawn so");
        String text = markdown(runs);
        assertTrue(text.startsWith("# kit: 2 of 3 scenarios failed\n"), text);
        assertTrue(text.contains("| late | exch\\_429 on jdk-http | 12 | - | - | - | never | broken off |\n"), text);
        assertTrue(text.contains("### high: 2 scenarios failed") || text.contains("### high: 1 scenario failed"), text);
    }

    @Test
    void aDrillThatPassedSaysSo() {
        List<ScenarioRun> runs = List.of(Runs.passed(1, "a"), Runs.passed(2, "b"), Runs.passed(3, "c"));
        assertTrue(html(runs).contains("<h1>kit: all 3 scenarios passed</h1>"));
        assertTrue(markdown(runs).contains("All that was expected held."));
        JsonNode json = FindingsJson.of(runs, DrillFindings.of(runs));
        assertTrue(json.path("passed").asBoolean());
        assertEquals(3, json.path("scenarios").size());
        assertEquals(0, json.path("findings").size());
    }

    @Test
    void aPartOfADrillSaysSo() {
        assertTrue(html(List.of(Runs.passed(1, "a"))).contains("3 scenarios 1 were run."));
    }

    @Test
    void hostileTextsAreShownAndNeverRun(@TempDir Path directory) throws IOException {
        RunFiles.write(directory, Runs.failed(1, HOSTILE, HOSTILE, Map.of(HOSTILE, 1.0)));
        List<ScenarioRun> runs = RunFiles.read(directory);
        String page = html(runs);
        assertFalse(page.contains("<script>alert"), page);
        assertFalse(page.contains("\u001b"), page);
        String text = markdown(runs);
        assertFalse(text.contains("<script>"), text);
        assertFalse(text.contains("\u001b"), text);
    }
}
