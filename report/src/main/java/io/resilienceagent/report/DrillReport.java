package io.resilienceagent.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.report.drill.DrillFindings;
import io.resilienceagent.report.drill.RunFiles;
import io.resilienceagent.report.drill.ScenarioRun;
import io.resilienceagent.report.page.DrillMarkdown;
import io.resilienceagent.report.page.DrillPage;
import io.resilienceagent.report.page.FindingsJson;
import io.resilienceagent.report.rule.Finding;
import io.resilienceagent.report.text.Moments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A report on a drill, made from the files of its scenarios alone. Immutable. */
public final class DrillReport {
    private final List<ScenarioRun> runs;
    private final List<Finding> findings;
    private final long made;

    private DrillReport(List<ScenarioRun> runs, long made) {
        this.runs = runs;
        this.findings = DrillFindings.of(runs);
        this.made = made;
    }

    /**
     * Reads a drill's directory.
     *
     * @throws io.resilienceagent.report.read.Unreadable when there is no scenario in it, or one is not what it should be
     * @throws IOException when it cannot be read
     */
    public static DrillReport of(Path directory) throws IOException {
        return new DrillReport(RunFiles.read(directory), Moments.nanos(Instant.now()));
    }

    /** Whether all that was expected held, in all scenarios that were run. */
    public boolean passed() {
        return runs.stream().allMatch(ScenarioRun::passed);
    }

    /** The scenarios, in their order. */
    public List<ScenarioRun> runs() {
        return runs;
    }

    /** The findings, for programs. */
    public ObjectNode findings() {
        return FindingsJson.of(runs, findings);
    }

    /**
     * Writes {@code report.html}, {@code report.md} and {@code findings.json}; each appears whole or not at all.
     *
     * @param directory made if it is not there
     * @throws IOException when the disk does not take them
     */
    public void writeTo(Path directory) throws IOException {
        ReportFiles.write(
                directory, DrillPage.of(runs, findings, made), DrillMarkdown.of(runs, findings, made), findings());
    }
}
