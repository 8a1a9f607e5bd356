package io.resilienceagent.report.rule;

import io.resilienceagent.report.story.Longest;
import io.resilienceagent.report.story.Stall;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.story.Wait;
import io.resilienceagent.report.text.Moments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A thread that held a lock too long: one that a loop waited for, or one that any thread waited for for seconds. */
final class LockHolderRule implements Rule {
    private static final String NAME = "LOCK_HOLDER";
    private static final long LONG_ON_A_LOOP = 200_000_000L;
    private static final long LONG = 2_000_000_000L;
    private static final String ADVICE = "Have the holder do its slow work outside of the lock.";

    @Override
    public List<Finding> findings(Story story) {
        List<Finding> findings = new ArrayList<>();
        for (Stall stall : story.stalls()) {
            if (stall.cause().equals("LOCK_WAIT") && stall.evidence().get("holder") instanceof Map<?, ?> holder) {
                findings.add(held(stall, holder, story));
            }
        }
        if (findings.isEmpty()) {
            seen(story).values().forEach(wait -> findings.add(waited(wait, story)));
        }
        return findings;
    }

    private static Finding held(Stall stall, Map<?, ?> holder, Story story) {
        Object lock = stall.evidence().getOrDefault("waits_for", "a lock");
        List<String> evidence = new ArrayList<>();
        evidence.add("loop " + stall.loop() + " waited for " + lock);
        evidence.add(text(holder, "thread") + " held it; it " + text(holder, "does") + " at " + text(holder, "at"));
        return Finding.of(
                        Severity.HIGH,
                        NAME,
                        text(holder, "thread") + " held " + lock + " while loop " + stall.loop() + " waited for it",
                        stall.begin(),
                        stall.over() ? stall.end() : story.to(),
                        evidence,
                        ADVICE,
                        Sure.CERTAIN)
                .in(stall.incidentId());
    }

    /** A fact, or the first of several. */
    static String text(Map<?, ?> facts, String name) {
        Object fact = facts.get(name);
        Object first = fact instanceof List<?> several && !several.isEmpty() ? several.get(0) : fact;
        return first == null ? "unknown" : first.toString();
    }

    /** The longest wait for each lock and holder. */
    private static Map<String, Wait> seen(Story story) {
        Map<String, Wait> longest = new LinkedHashMap<>();
        for (Map.Entry<String, Longest<Wait>> thread : story.machine().waits().entrySet()) {
            boolean loop = story.loopThreads().contains(thread.getKey());
            for (Wait wait : thread.getValue().list()) {
                boolean lock = wait.kind() == Wait.Kind.MONITOR
                        || (wait.kind() == Wait.Kind.PARK && wait.subject().contains("Lock"));
                if (lock && !deadlocked(wait, story) && wait.nanos() >= (loop ? LONG_ON_A_LOOP : LONG)) {
                    longest.merge(wait.subject() + '\n' + wait.other(), wait, (a, b) -> a.nanos() >= b.nanos() ? a : b);
                }
            }
        }
        return longest;
    }

    /** Whether the agent told of it already: in a deadlock nobody holds a lock too long. */
    private static boolean deadlocked(Wait wait, Story story) {
        return story.stalls().stream()
                .anyMatch(stall -> stall.cause().equals("DEADLOCK")
                        && stall.thread().equals(wait.thread())
                        && stall.begin() <= wait.end()
                        && stall.end() >= wait.begin());
    }

    private static Finding waited(Wait wait, Story story) {
        boolean loop = story.loopThreads().contains(wait.thread());
        String holder = wait.other().isEmpty() ? "another thread" : wait.other();
        return Finding.of(
                loop ? Severity.HIGH : Severity.MEDIUM,
                NAME,
                wait.thread() + " waited " + Moments.span(wait.nanos()) + " for a lock that " + holder + " held",
                wait.begin(),
                wait.end(),
                List.of(
                        "the lock: " + wait.subject() + (wait.kind() == Wait.Kind.MONITOR ? " (a monitor)" : ""),
                        "where it waited: " + (wait.at().isEmpty() ? "unknown" : wait.at())),
                ADVICE,
                wait.other().isEmpty() ? Sure.LIKELY : Sure.CERTAIN);
    }
}
