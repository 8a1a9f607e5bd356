package io.resilienceagent.report.page;

import io.resilienceagent.report.rule.Finding;
import io.resilienceagent.report.story.Denied;
import io.resilienceagent.report.story.Lag;
import io.resilienceagent.report.story.OrderEnd;
import io.resilienceagent.report.story.Percentiles;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.text.Moments;
import java.util.List;
import java.util.Map;

/** The part of the page that tells of one bot. Used once. */
final class BotSection {
    private final Markup html;
    private final Told told;
    private final Story story;
    private final int number;

    BotSection(Markup html, Told told, int number) {
        this.html = html;
        this.told = told;
        this.story = told.story();
        this.number = number;
    }

    void write() {
        html.open("article", "id", "bot-" + number);
        head();
        timeline();
        findings();
        stalls();
        recovery();
        loops();
        orders();
        denials();
        recording();
        html.close();
    }

    private void head() {
        Headline headline = Headline.of(told);
        html.open("header");
        html.open("p", "class", "eyebrow").leaf("strong", story.name());
        html.text((story.pid() < 0 ? "" : ", process " + story.pid()) + " \u00b7 " + Moments.day(story.from())
                + " \u00b7 "
                + Moments.span(story.to() - story.from()) + " recorded"
                + (story.machine().version().isEmpty()
                        ? ""
                        : " \u00b7 " + story.machine().version()));
        html.close();
        html.leaf("h1", headline.title());
        html.leaf("p", String.join(" ", headline.sentences()), "class", "lede");
        html.open("ul", "class", "figures");
        figure(story.stalls().stream().filter(stall -> !stall.pause()).count() + story.droppedStalls(), "stalls");
        figure(story.denials().stream().mapToLong(Denied::count).sum(), "calls denied");
        figure(story.faults().size(), "faults injected");
        figure(story.machine().pauseCount(), "pauses");
        figure(told.findings().size(), "findings");
        html.close().close();
    }

    private void figure(long value, String name) {
        html.open("li").leaf("b", Long.toString(value)).text(" " + name).close();
    }

    private void section(String title, String id) {
        html.open("section", "aria-labelledby", id).leaf("h2", title, "id", id);
    }

    private void timeline() {
        TimelinePicture picture = new TimelinePicture(story);
        List<Chronicle.Entry> entries = Chronicle.of(story);
        if (picture.isEmpty() && entries.isEmpty()) {
            return;
        }
        section("Timeline", "timeline-" + number);
        if (!picture.isEmpty()) {
            picture.draw(html);
        }
        if (!entries.isEmpty()) {
            html.open("details").leaf("summary", "What happened, in order");
            html.open("ol", "class", "chronicle");
            for (Chronicle.Entry entry : entries) {
                html.open("li")
                        .leaf("time", Moments.clock(entry.at()))
                        .text(" " + entry.what())
                        .close();
            }
            html.close().close();
        }
        html.close();
    }

    private void findings() {
        section("Findings", "findings-" + number);
        if (told.findings().isEmpty()) {
            html.leaf("p", "No rule found anything.");
        }
        List<Finding> theirs = told.findings().stream()
                .filter(finding -> finding.source() == Finding.Source.MISSION_CONTROL)
                .toList();
        told.findings().stream()
                .filter(finding -> !theirs.contains(finding))
                .forEach(finding -> FindingPart.write(html, finding));
        if (!theirs.isEmpty()) {
            html.open("details").leaf("summary", "What the rules of JDK Mission Control found (" + theirs.size() + ")");
            theirs.forEach(finding -> FindingPart.write(html, finding));
            html.close();
        }
        html.leaf("p", told.missionControl(), "class", "note");
        html.close();
    }

    private void stalls() {
        List<Stall> stalls = story.stalls();
        new StallSections(html, story, number).write(stalls);
    }

    private void recovery() {
        if (story.recovery().isEmpty() && story.asked().isEmpty()) {
            return;
        }
        section("The way back", "recovery-" + number);
        WayBack.sentence(story).ifPresent(sentence -> html.leaf("p", sentence));
        if (!story.asked().isEmpty()) {
            html.open("table").open("thead").open("tr");
            WayBack.COLUMNS.forEach(name -> html.leaf("th", name, "scope", "col"));
            html.close().close().open("tbody");
            for (List<String> row : WayBack.rows(story)) {
                html.open("tr");
                row.forEach(cell -> html.leaf("td", cell));
                html.close();
            }
            html.close().close();
        }
        html.close();
    }

    private void loops() {
        if (story.lags().isEmpty()) {
            return;
        }
        section("Loops", "loops-" + number);
        for (Map.Entry<String, Lag> loop : story.lags().entrySet()) {
            Lag lag = loop.getValue();
            html.leaf("h3", loop.getKey());
            if (lag.spread().count() > 0) {
                LagPicture.draw(html, loop.getKey(), lag, story.from(), story.to());
            }
            html.open("table").open("thead").open("tr");
            for (String name : List.of("", "count", "p50", "p95", "p99", "max")) {
                html.leaf("th", name, "scope", "col");
            }
            html.close().close().open("tbody");
            spread("time since progress", lag.spread());
            spread("run time of a tick", lag.ticks());
            html.close().close();
        }
        html.close();
    }

    private void spread(String name, Percentiles spread) {
        if (spread.count() > 0) {
            html.open("tr").leaf("th", name, "scope", "row").leaf("td", Long.toString(spread.count()));
            for (double share : new double[] {0.5, 0.95, 0.99}) {
                html.leaf("td", Moments.span(spread.at(share)));
            }
            html.leaf("td", Moments.span(spread.max())).close();
        }
    }

    private void orders() {
        if (story.orders().isEmpty()) {
            return;
        }
        section("Orders", "orders-" + number);
        html.open("table").open("thead").open("tr");
        for (String name : List.of("join point", "outcome", "orders")) {
            html.leaf("th", name, "scope", "col");
        }
        html.close().close().open("tbody");
        story.orders()
                .forEach((joinPoint, outcomes) -> outcomes.forEach((outcome, count) -> html.open("tr")
                        .leaf("td", joinPoint)
                        .leaf("td", outcome)
                        .leaf("td", count.toString())
                        .close()));
        html.close().close();
        List<OrderEnd> unknown = story.unknownOrders();
        if (!unknown.isEmpty()) {
            html.leaf(
                    "p",
                    "Left unknown: "
                            + String.join(
                                    ", ",
                                    unknown.stream()
                                            .limit(50)
                                            .map(OrderEnd::order)
                                            .toList()));
        }
        html.close();
    }

    private void denials() {
        if (story.denials().isEmpty()) {
            return;
        }
        section("Denied calls", "denials-" + number);
        html.open("div", "class", "wide").open("table").open("thead").open("tr");
        for (String name : List.of("join point", "code", "guard", "calls", "first", "last", "the first one's reason")) {
            html.leaf("th", name, "scope", "col");
        }
        html.close().close().open("tbody");
        for (Denied denied :
                story.denials().subList(0, Math.min(100, story.denials().size()))) {
            html.open("tr").leaf("td", denied.key().joinPoint());
            html.leaf("td", denied.key().code() + (denied.key().enforced() ? "" : " (shadow: it passed)"));
            html.leaf("td", denied.key().guard()).leaf("td", Long.toString(denied.count()));
            html.leaf("td", Moments.clock(denied.first())).leaf("td", Moments.clock(denied.last()));
            html.leaf("td", denied.reason()).close();
        }
        html.close().close().close().close();
    }

    private void recording() {
        section("What this is from", "sources-" + number);
        html.open("ul");
        story.sources().forEach(source -> html.leaf("li", source));
        html.close();
        story.notes().forEach(note -> html.leaf("p", note, "class", "note warn"));
        html.leaf(
                "p",
                Moments.count(story.events(), "event") + " read, from " + Moments.day(story.from()) + " to "
                        + Moments.day(story.to())
                        + (story.machine().samples().stride() == 1
                                ? ""
                                : "; of the samples of threads " + "every "
                                        + story.machine().samples().stride() + "th was kept"));
        html.close();
    }
}
