package io.resilienceagent.report.page;

import io.resilienceagent.report.story.Circuit;
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
    private static final long LONG_PAUSE = 100_000_000L;

    private Chronicle() {}

    /**
     * One thing that happened.
     *
     * @param at when, in nanoseconds since 1970
     * @param what in words
     */
    record Entry(long at, String what) {}

    /** What happened, in order; of very much the first so many. */
    static List<Entry> of(Story story) {
        List<Entry> entries = new ArrayList<>();
        for (Stall stall : story.stalls()) {
            stall(stall, entries);
        }
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
            entries.add(new Entry(
                    denied.first(),
                    "first " + denied.key().code() + " at " + denied.key().joinPoint()
                            + (denied.count() > 1
                                    ? ", " + denied.count() + " until " + Moments.clock(denied.last())
                                    : "")));
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
        return entries.subList(0, Math.min(MOST, entries.size()));
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
