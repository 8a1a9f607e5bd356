package io.resilienceagent.report.page;

import io.resilienceagent.report.rule.Finding;
import io.resilienceagent.report.text.Moments;
import java.util.Locale;

/** A finding on a page. Stateless. */
final class FindingPart {
    private FindingPart() {}

    static void write(Markup html, Finding finding) {
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        html.open("div", "class", "finding " + severity);
        html.open("h3").leaf("span", severity, "class", "tag");
        html.text(" " + finding.title()).close();
        html.open("p", "class", "meta").leaf("code", finding.rule());
        html.text(" \u00b7 " + finding.sure().name().toLowerCase(Locale.ROOT)
                + (finding.from() == 0
                        ? ""
                        : " \u00b7 " + Moments.clock(finding.from()) + " for "
                                + Moments.span(Math.max(0, finding.to() - finding.from())))
                + (finding.incidentId().isEmpty() ? "" : " \u00b7 " + finding.incidentId())
                + (finding.source() == Finding.Source.RESILIENCE
                        ? ""
                        : " \u00b7 " + finding.source().title()));
        html.close();
        if (!finding.evidence().isEmpty()) {
            html.open("ul");
            finding.evidence().forEach(line -> html.leaf("li", line));
            html.close();
        }
        if (!finding.recommendation().isEmpty()) {
            html.open("p", "class", "advice")
                    .leaf("strong", "What to do: ")
                    .text(finding.recommendation())
                    .close();
        }
        html.close();
    }
}
