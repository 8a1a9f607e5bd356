package io.resilienceagent.report.rule;

import io.resilienceagent.report.story.Locked;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.story.Waiter;
import io.resilienceagent.report.text.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Threads that wait for each other for ever: by the agent's evidence, or by the thread dumps that the JVM recorded. */
final class DeadlockRule implements Rule {
    private static final String NAME = "DEADLOCK";
    private static final String ADVICE =
            "Have these threads take the locks in one order everywhere, or hold only one at a time";
    private static final String LASTS = ADVICE + "; nothing but a restart ends it now.";
    private static final String IS_OVER = ADVICE + ".";
    private static final String FOR_EVER = "wait for each other for ever";

    @Override
    public List<Finding> findings(Story story) {
        List<Finding> findings = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        for (Stall stall : story.stalls()) {
            if (stall.cause().equals(NAME) && known.add(members(stall.cycle()))) {
                findings.add(Finding.of(
                                Severity.HIGH,
                                NAME,
                                title(stall.cycle(), how(stall), stall.loop()),
                                stall.begin(),
                                stall.over() ? stall.end() : story.to(),
                                evidence(
                                        stall.cycle(),
                                        "the agent saw loop " + stall.loop() + " (thread " + stall.thread()
                                                + ") in it or behind it"),
                                stall.over() ? IS_OVER : LASTS,
                                Sure.CERTAIN)
                        .in(stall.incidentId()));
            }
        }
        for (Locked locked : story.machine().deadlocks()) {
            if (known.add(members(locked.cycle()))) {
                findings.add(Finding.of(
                        Severity.HIGH,
                        NAME,
                        title(locked.cycle(), FOR_EVER, ""),
                        locked.first(),
                        Math.max(locked.last(), locked.first()),
                        evidence(
                                locked.cycle(),
                                "the JVM found it itself, in "
                                        + Moments.count(locked.dumps(), "thread dump") + " of the recording, first at "
                                        + Moments.clock(locked.first())),
                        LASTS,
                        Sure.CERTAIN));
            }
        }
        return findings;
    }

    private static String how(Stall stall) {
        return stall.over() ? "waited for each other for " + Moments.span(stall.stalled()) : FOR_EVER;
    }

    private static String title(List<Waiter> cycle, String how, String loop) {
        if (cycle.isEmpty()) {
            return "loop " + loop + " is in a deadlock";
        }
        return String.join(" and ", cycle.stream().limit(3).map(Waiter::thread).toList())
                + (cycle.size() > 3 ? " and " + (cycle.size() - 3) + " more" : "") + " " + how;
    }

    private static List<String> evidence(List<Waiter> cycle, String how) {
        List<String> evidence = new ArrayList<>();
        for (Waiter waiter : cycle) {
            evidence.add(waiter.thread() + " waits for " + waiter.waitsFor() + ", held by " + waiter.heldBy()
                    + (waiter.at().isEmpty() ? "" : ", at " + waiter.at()));
        }
        evidence.add(how);
        return evidence;
    }

    private static String members(List<Waiter> cycle) {
        return cycle.stream().map(Waiter::thread).sorted().toList().toString();
    }
}
