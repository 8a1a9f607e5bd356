package io.resilienceagent.report.page;

import io.resilienceagent.report.story.Flame;
import io.resilienceagent.report.story.Locked;
import io.resilienceagent.report.story.Samples;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.story.Waiter;
import io.resilienceagent.report.text.Moments;
import java.util.ArrayList;
import java.util.List;

/** Each stall with its evidence and pictures; and where no agent told of stalls, what threads were seen doing. Used once. */
final class StallSections {
    private static final int MOST = 30;
    private static final int MOST_THREADS = 4;

    private final Markup html;
    private final Story story;
    private final int number;
    private int pictures;

    StallSections(Markup html, Story story, int number) {
        this.html = html;
        this.story = story;
        this.number = number;
    }

    void write(List<Stall> stalls) {
        if (!stalls.isEmpty()) {
            html.open("section", "aria-labelledby", "stalls-" + number);
            html.leaf("h2", "Stalls and pauses", "id", "stalls-" + number);
            stalls.stream().limit(MOST).forEach(this::stall);
            long more = Math.max(0, stalls.size() - MOST) + story.droppedStalls();
            if (more > 0) {
                html.leaf("p", "And " + more + " more, which findings.json and the timeline tell of.", "class", "note");
            }
            html.close();
        }
        deadlocks();
        if (stalls.stream().allMatch(Stall::pause)) {
            threads();
        }
    }

    private void stall(Stall stall) {
        html.open("div", "class", "stall-story");
        html.leaf("h3", stall.pause() ? "The process: " + stall.cause() : stall.loop() + ": " + stall.cause());
        html.leaf(
                "p",
                Moments.clock(stall.begin())
                        + (stall.over()
                                ? " to " + Moments.clock(stall.end()) + ", " + Moments.span(stall.stalled())
                                : ", not over when this was recorded")
                        + (stall.thread().isEmpty() ? "" : " \u00b7 thread " + stall.thread()) + " \u00b7 "
                        + stall.incidentId(),
                "class",
                "meta");
        if (!stall.summary().isEmpty()) {
            html.leaf("p", stall.summary());
        }
        CyclePicture.draw(html, stall.cycle(), picture());
        flame(stall);
        List<Facts.Line> facts = Facts.lines(stall.evidence());
        if (!facts.isEmpty()) {
            html.open("details").leaf("summary", "Evidence").open("dl");
            facts.forEach(fact -> html.leaf("dt", fact.name()).leaf("dd", fact.value()));
            html.close().close();
        }
        if (!stall.stack().isEmpty()) {
            html.open("details").leaf("summary", "The thread's stack in the dump");
            html.leaf("pre", String.join("\n", stall.stack())).close();
        }
        html.close();
    }

    private void flame(Stall stall) {
        Samples samples = story.machine().samples();
        long end = stall.over() ? stall.end() : story.to();
        Flame flame = Flame.of(samples, samples.between(stall.thread(), stall.begin(), end));
        if (flame.count() > 0) {
            html.leaf(
                    "p",
                    "Where " + stall.thread() + " was, by " + Moments.count(flame.count(), "sample")
                            + " while it stood:",
                    "class",
                    "caption");
            FlamePicture.draw(html, flame, stall.thread());
        } else if (!stall.pause() && !stall.stack().isEmpty()) {
            html.leaf(
                    "p",
                    "The recorder took no sample of this thread meanwhile, as of one that waits; its stack is below.",
                    "class",
                    "caption");
        }
    }

    private void deadlocks() {
        List<Locked> others = new ArrayList<>(story.machine().deadlocks());
        others.removeIf(locked -> story.stalls().stream().anyMatch(stall -> same(stall.cycle(), locked.cycle())));
        if (others.isEmpty()) {
            return;
        }
        html.open("section", "aria-labelledby", "deadlocks-" + number);
        html.leaf("h2", "Deadlocks in thread dumps", "id", "deadlocks-" + number);
        for (Locked locked : others) {
            html.leaf(
                    "p",
                    "From " + Moments.clock(locked.first()) + " on, in " + Moments.count(locked.dumps(), "thread dump"),
                    "class",
                    "meta");
            CyclePicture.draw(html, locked.cycle(), picture());
            html.open("ul");
            locked.cycle()
                    .forEach(waiter -> html.leaf(
                            "li",
                            waiter.thread() + " waits for " + waiter.waitsFor() + ", held by " + waiter.heldBy()
                                    + (waiter.at().isEmpty() ? "" : ", at " + waiter.at())));
            html.close();
        }
        html.close();
    }

    private int picture() {
        return number * 1000 + pictures++;
    }

    private static boolean same(List<Waiter> one, List<Waiter> other) {
        return one.stream()
                .map(Waiter::thread)
                .sorted()
                .toList()
                .equals(other.stream().map(Waiter::thread).sorted().toList());
    }

    /** The threads that were seen most. */
    private void threads() {
        Samples samples = story.machine().samples();
        List<String> busiest = samples.threads().stream()
                .sorted((a, b) -> Integer.compare(samples.moments(b).length, samples.moments(a).length))
                .limit(MOST_THREADS)
                .toList();
        if (busiest.isEmpty()) {
            return;
        }
        html.open("section", "aria-labelledby", "threads-" + number);
        html.leaf("h2", "Where threads were seen", "id", "threads-" + number);
        for (String thread : busiest) {
            Flame flame = Flame.of(samples, samples.between(thread, Long.MIN_VALUE, Long.MAX_VALUE));
            html.leaf("h3", thread);
            html.leaf("p", Moments.count(flame.count(), "sample"), "class", "caption");
            FlamePicture.draw(html, flame, thread);
        }
        html.close();
    }
}
