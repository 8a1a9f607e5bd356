package io.resilienceagent.report.rule;

import io.resilienceagent.report.story.Longest;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.story.Wait;
import io.resilienceagent.report.text.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A loop's thread that waited for a socket, a file or an answer. */
final class BlockingIoRule implements Rule {
    private static final String NAME = "BLOCKING_IO_ON_LOOP";
    private static final long LONG = 250_000_000L;
    private static final String ADVICE =
            "Give the call a timeout below the loop's limit, or do it on a thread that may wait.";

    @Override
    public List<Finding> findings(Story story) {
        List<Finding> findings = new ArrayList<>();
        for (Stall stall : story.stalls()) {
            if (stall.cause().equals("BLOCKING_IO")) {
                Object on = stall.evidence().get("on");
                findings.add(Finding.of(
                                Severity.HIGH,
                                NAME,
                                "loop " + stall.loop() + " waited for "
                                        + stall.evidence().getOrDefault("operation", "input or output")
                                        + (on == null ? "" : " on " + on),
                                stall.begin(),
                                stall.over() ? stall.end() : story.to(),
                                List.of("where: " + LockHolderRule.text(stall.evidence(), "at")),
                                ADVICE,
                                Sure.CERTAIN)
                        .in(stall.incidentId()));
            }
        }
        if (findings.isEmpty()) {
            story.machine().waits().forEach((thread, waits) -> seen(story, thread, waits, findings));
        }
        return findings;
    }

    private static void seen(Story story, String thread, Longest<Wait> waits, List<Finding> findings) {
        if (!LoopNames.isLoop(story, thread)) {
            return;
        }
        List<Wait> longOnes = waits.list().stream()
                .filter(wait ->
                        wait.kind() != Wait.Kind.MONITOR && !wait.subject().contains("Lock"))
                .filter(wait -> wait.nanos() >= LONG)
                .toList();
        if (longOnes.isEmpty()) {
            return;
        }
        Wait longest = longOnes.get(0);
        boolean sure = LoopNames.declared(story, thread);
        findings.add(Finding.of(
                sure ? Severity.HIGH : Severity.MEDIUM,
                NAME,
                thread + " waited " + Moments.span(longest.nanos()) + " for " + words(longest),
                longest.begin(),
                longest.end(),
                List.of(
                        Moments.count(longOnes.size(), "wait") + " of " + Moments.span(LONG)
                                + " and more were recorded",
                        "where: " + (longest.at().isEmpty() ? "unknown" : longest.at()),
                        sure ? "it is a declared loop" : "it is called like a loop; nothing else says that it is one"),
                ADVICE,
                sure ? Sure.CERTAIN : Sure.POSSIBLE));
    }

    private static String words(Wait wait) {
        return Map.of(Wait.Kind.SOCKET, "the socket ", Wait.Kind.FILE, "the file ", Wait.Kind.PARK, "an answer, in ")
                        .getOrDefault(wait.kind(), "")
                + wait.subject();
    }
}
