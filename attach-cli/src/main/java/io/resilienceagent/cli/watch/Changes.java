package io.resilienceagent.cli.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What is different between two looks at a bot, in words. */
final class Changes {
    private final List<Change> changes = new ArrayList<>();

    private Changes() {}

    /**
     * A change.
     *
     * @param event what kind, in a word
     * @param text the rest, for a person
     */
    record Change(String event, String text) {}

    /** The first line about a bot. */
    static Change first(Snapshot now) {
        return new Change(
                "watching",
                now.bot() + " " + stateOf(now) + ", " + now.loops().size() + " loops, "
                        + now.joinPoints().size() + " join points");
    }

    /** That all is as it was, and how that is. */
    static Change heartbeat(History history) {
        StringBuilder text = new StringBuilder(history.now().state().name());
        for (Snapshot.LoopSeen loop : history.now().loops()) {
            text.append(", ")
                    .append(loop.name())
                    .append(' ')
                    .append(rate(history.ticks(loop)))
                    .append(" ticks/s lag ");
            text.append(Sections.time(loop.lag()));
        }
        for (Snapshot.JoinPointSeen one : history.now().joinPoints()) {
            OptionalDouble calls = history.calls(one);
            if (calls.orElse(0) > 0) {
                text.append(", ")
                        .append(one.name())
                        .append(' ')
                        .append(rate(calls))
                        .append(" calls/s ");
                text.append(rate(history.denials(one))).append(" denied/s");
            }
        }
        return new Change("heartbeat", text.toString());
    }

    private static String rate(OptionalDouble rate) {
        return rate.isEmpty() ? "?" : String.format(Locale.ROOT, "%.1f", rate.getAsDouble());
    }

    private static String stateOf(Snapshot now) {
        String incident =
                now.state().incident().isEmpty() ? "" : " (" + now.state().incident() + ")";
        return now.state().name() + " because: " + now.state().reason() + incident;
    }

    /** Everything that is different, what matters most first. */
    static List<Change> between(Snapshot before, Snapshot now) {
        if (!before.process().equals(now.process())) {
            return List.of(new Change("restarted", "process " + now.process() + ", " + stateOf(now)));
        }
        Changes changes = new Changes();
        changes.state(before, now);
        changes.loops(before, now);
        changes.joinPoints(before, now);
        changes.orders(before.orders(), now.orders());
        changes.experiments(before, now);
        changes.incidents(before, now);
        now.troubles().stream()
                .filter(one -> !before.troubles().contains(one))
                .forEach(one -> changes.add("trouble", one));
        return changes.changes;
    }

    private void add(String event, String text) {
        changes.add(new Change(event, text));
    }

    private void state(Snapshot before, Snapshot now) {
        if (!before.state().equals(now.state())) {
            add("state", before.state().name() + " -> " + stateOf(now));
        }
    }

    private void loops(Snapshot before, Snapshot now) {
        Map<String, Boolean> stalled = new HashMap<>();
        before.loops().forEach(loop -> stalled.put(loop.name(), loop.stalled()));
        for (Snapshot.LoopSeen loop : now.loops()) {
            boolean was = stalled.getOrDefault(loop.name(), false);
            if (loop.stalled() && !was) {
                add("loop", loop.name() + " stalled, for " + Sections.time(loop.lag()) + " by now");
            } else if (was && !loop.stalled()) {
                add("loop", loop.name() + " goes on");
            }
        }
    }

    private void joinPoints(Snapshot before, Snapshot now) {
        Map<String, Snapshot.JoinPointSeen> former = new HashMap<>();
        before.joinPoints().forEach(one -> former.put(one.name(), one));
        for (Snapshot.JoinPointSeen one : now.joinPoints()) {
            Snapshot.JoinPointSeen was = former.get(one.name());
            if (was != null) {
                denials(one.name(), "", was.denied(), one.denied());
                denials(one.name(), "would have been ", was.wouldDeny(), one.wouldDeny());
                breakers(was, one);
            }
        }
    }

    private void denials(String name, String how, Map<String, Long> before, Map<String, Long> now) {
        now.forEach((code, count) -> {
            long more = count - before.getOrDefault(code, 0L);
            if (more > 0) {
                add("denied", name + " " + how + "denied " + more + " x " + code);
            }
        });
    }

    private void breakers(Snapshot.JoinPointSeen before, Snapshot.JoinPointSeen now) {
        Map<String, String> states = new HashMap<>();
        before.breakers().forEach(one -> states.put(one.key(), one.state()));
        for (Snapshot.BreakerSeen one : now.breakers()) {
            String was = states.getOrDefault(one.key(), "CLOSED");
            if (!was.equals(one.state())) {
                add("breaker", now.name() + " " + one.key() + " " + was + " -> " + one.state());
            }
        }
    }

    private void orders(Snapshot.OrdersSeen before, Snapshot.OrdersSeen now) {
        if (before.unresolved() != now.unresolved()) {
            add("orders", now.unresolved() + " unknown just now");
        }
        if (before.recovering() != now.recovering()) {
            add("orders", now.recovering() ? "new ones wait for those of an earlier run" : "new ones wait no more");
        }
        if (before.journal() != now.journal()) {
            add("orders", now.journal() ? "the journal can be written again" : "the journal cannot be written");
        }
    }

    private void experiments(Snapshot before, Snapshot now) {
        List<String> former =
                before.experiments().stream().map(Snapshot.ExperimentSeen::id).toList();
        List<String> left =
                now.experiments().stream().map(Snapshot.ExperimentSeen::id).toList();
        for (Snapshot.ExperimentSeen one : now.experiments()) {
            if (!former.contains(one.id())) {
                add(
                        "chaos",
                        one.id() + " " + one.type() + (one.target().isEmpty() ? "" : " on " + one.target()) + " for "
                                + Sections.time(one.left().toMillis()));
            }
        }
        former.stream().filter(id -> !left.contains(id)).forEach(id -> add("chaos", id + " is over"));
    }

    private void incidents(Snapshot before, Snapshot now) {
        List<String> former =
                before.incidents().stream().map(Snapshot.IncidentSeen::id).toList();
        now.incidents().stream()
                .filter(one -> !former.contains(one.id()))
                .forEach(one -> add("incident", one.id() + " " + one.about()));
    }
}
