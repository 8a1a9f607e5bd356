package io.resilienceagent.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.report.mission.MissionControl;
import io.resilienceagent.report.page.FindingsJson;
import io.resilienceagent.report.page.HtmlPage;
import io.resilienceagent.report.page.Markdown;
import io.resilienceagent.report.page.Told;
import io.resilienceagent.report.read.Progress;
import io.resilienceagent.report.read.Reading;
import io.resilienceagent.report.rule.Finding;
import io.resilienceagent.report.rule.Rules;
import io.resilienceagent.report.text.Moments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A report on recordings and incidents. Immutable. */
public final class Report {
    /** What a person opens. */
    public static final String HTML = "report.html";
    /** The same in text. */
    public static final String MARKDOWN = "report.md";
    /** For programs. */
    public static final String FINDINGS = "findings.json";

    private final List<Told> bots;
    private final long made;

    private Report(List<Told> bots, long made) {
        this.bots = List.copyOf(bots);
        this.made = made;
    }

    /**
     * Reads recordings, folders of incidents, or an agent's directory.
     *
     * @param missionControl whether the rules of JDK Mission Control run too, which takes memory and time
     * @throws io.resilienceagent.report.read.Unreadable when one of them cannot be used at all
     */
    public static Report of(List<Path> named, boolean missionControl, Progress progress) {
        List<Told> bots = new ArrayList<>();
        for (Reading.Bot bot : new Reading(progress).read(named)) {
            List<Finding> findings = new ArrayList<>(Rules.findings(bot.story()));
            String note = "The rules of JDK Mission Control did not run: they were not asked for.";
            if (missionControl) {
                progress.at("the rules of JDK Mission Control", 1);
                MissionControl.Outcome outcome = MissionControl.run(bot.ranges(), worstMoment(findings));
                findings.addAll(outcome.findings());
                note = outcome.note();
            }
            findings.sort(Rules.WORST_FIRST);
            bots.add(new Told(bot.story(), findings, note));
        }
        return new Report(bots, Moments.nanos(Instant.now()));
    }

    /** When the worst of those began that have a time; 0 where none has. */
    static long worstMoment(List<Finding> worstFirst) {
        return worstFirst.stream()
                .mapToLong(Finding::from)
                .filter(from -> from > 0)
                .findFirst()
                .orElse(0);
    }

    /** The findings of all bots, for programs. */
    public ObjectNode findings() {
        return FindingsJson.of(bots);
    }

    /** The page. */
    public String html() {
        return HtmlPage.of(bots, made);
    }

    /** The same in text. */
    public String markdown() {
        return Markdown.of(bots, made);
    }

    /**
     * Writes all three; each file appears whole or not at all.
     *
     * @param directory made if it is not there
     * @throws IOException when the disk does not take them
     */
    public void writeTo(Path directory) throws IOException {
        ReportFiles.write(directory, html(), markdown(), findings());
    }
}
