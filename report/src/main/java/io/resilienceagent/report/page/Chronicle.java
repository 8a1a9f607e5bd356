package io.resilienceagent.report.page;

import io.resilienceagent.report.story.Circuit;
import io.resilienceagent.report.story.Cycles;
import io.resilienceagent.report.story.Denied;
import io.resilienceagent.report.story.Fault;
import io.resilienceagent.report.story.Locked;
import io.resilienceagent.report.story.OrderEnd;
import io.resilienceagent.report.story.Pause;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.story.Transition;
import io.resilienceagent.report.text.Moments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happened, in order: the timeline for those who read, or hear, instead of looking. Stateless. */
final class Chronicle {
    private static final int MOST = 200;
    private static final long WRITTEN_WITHIN = 500_000_000L;
    private static final long LONG_PAUSE = 100_000_000L;

    private Chronicle() {}

    /**
     * One thing that happened.
     *
     * @param at when, in nanoseconds since 1970
     * @param what in words
     */
    record Entry(long at, String what) {}

    /** What happened, in order; of very much the first so many, and how many more there were. */
    static List<Entry> of(Story story) {
        List<Entry> entries = new ArrayList<>();
        for (Stall stall : story.stalls()) {
            stall(stall, entries);
        }
        // Before the changes of state: of two at the same moment the one that follows from the other comes later.
        story.recovery().forEach(cycles -> recovery(cycles, story, entries));
        for (Transition change : story.transitions()) {
            entries.add(new Entry(
                    change.at(),
                    "state " + change.from() + " -> " + change.to()
                            + (change.reason().isEmpty() ? "" : ": " + change.reason())));
        }
        for (Fault fault : story.faults()) {
            entries.add(new Entry(
                    fault.begin(),
                    "fault " + fault.type() + " on " + fault.target() + " begins (" + fault.incidentId()
                            + (fault.dryRun() ? ", dry run" : "") + ")"));
            if (fault.end() > 0) {
                entries.add(new Entry(
                        fault.end(),
                        "fault " + fault.type() + " is over: " + fault.why() + ", it struck "
                                + Moments.count(fault.fired(), "time")));
            }
        }
        for (Circuit circuit : story.circuits()) {
            entries.add(new Entry(
                    circuit.at(),
                    "breaker " + circuit.breaker() + " " + circuit.from() + " -> " + circuit.to()
                            + (circuit.reason().isEmpty() ? "" : ": " + circuit.reason())));
        }
        for (Denied denied : story.denials()) {
            entries.add(new Entry(denied.first(), denied(denied)));
        }
        for (OrderEnd order : story.unknownOrders()) {
            entries.add(new Entry(order.at(), "order " + order.order() + " is left UNKNOWN: " + order.reason()));
        }
        for (Locked locked : story.machine().deadlocks()) {
            entries.add(new Entry(
                    locked.first(),
                    "a thread dump shows a deadlock of "
                            + String.join(
                                    ", ",
                                    locked.cycle().stream()
                                            .map(waiter -> waiter.thread())
                                            .toList())));
        }
        for (Pause pause : story.machine().longestPauses()) {
            if (pause.nanos() >= LONG_PAUSE) {
                entries.add(new Entry(
                        pause.begin(),
                        "the process stood still for " + Moments.span(pause.nanos()) + ": " + pause.name()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::at));
        if (entries.size() <= MOST) {
            return entries;
        }
        List<Entry> first = new ArrayList<>(entries.subList(0, MOST));
        Entry last = entries.get(entries.size() - 1);
        first.add(new Entry(
                entries.get(MOST).at(),
                "from here on " + (entries.size() - MOST) + " more are left out, the last at "
                        + Moments.clock(last.at())));
        return first;
    }

    private static String denied(Denied denied) {
        return denied.key().joinPoint()
                + (denied.key().enforced() ? " is denied: " : " would have been denied: ")
                + denied.key().code()
                + (denied.count() > 1 ? ", " + denied.count() + " times until " + Moments.clock(denied.last()) : "");
    }

    private static void recovery(Cycles cycles, Story story, List<Entry> entries) {
        if (cycles.good()) {
            entries.add(new Entry(
                    judged(cycles, story),
                    "recovery cycle in " + cycles.state() + " was good, " + cycles.inRow() + " of " + cycles.needed()));
            return;
        }
        String why = cycles.lacking().isEmpty() ? "" : ": " + cycles.lacking();
        entries.add(new Entry(
                cycles.first(),
                cycles.count() == 1
                        ? "recovery cycle in " + cycles.state() + " was not good" + why
                        : cycles.count() + " recovery cycles in " + cycles.state() + " until "
                                + Moments.clock(cycles.last()) + " were not good; in the last one" + why));
    }

    /** A cycle is written down a moment after it was judged; the change of state that the last one led to knows that moment. */
    private static long judged(Cycles cycle, Story story) {
        if (cycle.inRow() < cycle.needed()) {
            return cycle.last();
        }
        return story.transitions().stream()
                .filter(change -> change.from().equals(cycle.state()))
                .mapToLong(Transition::at)
                .filter(at -> at <= cycle.last() && cycle.last() - at < WRITTEN_WITHIN)
                .findFirst()
                .orElse(cycle.last());
    }

    private static void stall(Stall stall, List<Entry> entries) {
        if (stall.pause()) {
            entries.add(new Entry(
                    stall.begin(),
                    "the process stood still for " + Moments.span(stall.stalled()) + ": " + stall.cause()));
            return;
        }
        entries.add(new Entry(
                stall.begin(),
                "last progress of loop " + stall.loop() + " before it stood still (" + stall.cause() + ", "
                        + stall.incidentId() + ")"));
        if (stall.over()) {
            entries.add(new Entry(
                    stall.end(), "loop " + stall.loop() + " goes on, after " + Moments.span(stall.stalled())));
        }
    }
}
