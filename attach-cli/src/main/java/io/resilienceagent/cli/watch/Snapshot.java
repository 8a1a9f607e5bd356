package io.resilienceagent.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a bot is at a moment, as its agent's status tells it. Its texts are the bot's: whoever shows them makes them harmless.
 *
 * @param at when the answer came, in nanoseconds of this process's monotonic clock
 * @param time the bot's own time; empty where it told none
 * @param orders how orders ended since the agent's start, by outcome
 */
record Snapshot(
        long at,
        Optional<Instant> time,
        String bot,
        String process,
        String mode,
        State state,
        List<LoopSeen> loops,
        List<JoinPointSeen> joinPoints,
        OrdersSeen orders,
        boolean chaosEnabled,
        List<ExperimentSeen> experiments,
        List<IncidentSeen> incidents,
        List<String> troubles) {
    /** The state of the bot, since when and why. */
    record State(String name, Optional<Instant> since, String reason, String incident) {}

    /** A loop; times in milliseconds. */
    record LoopSeen(String name, long ticks, boolean stalled, long lag, long worst, long limit) {}

    /** A join point with what its guards did. */
    record JoinPointSeen(
            String name,
            String kind,
            long calls,
            Map<String, Long> denied,
            Map<String, Long> wouldDeny,
            List<BreakerSeen> breakers,
            boolean withoutEffect) {
        long deniedInAll() {
            return denied.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** A circuit. */
    record BreakerSeen(String joinPoint, String key, String state) {
        boolean closed() {
            return state.equals("CLOSED");
        }
    }

    /** Orders, by what became of them; {@code unresolved} are those that are unknown just now. */
    record OrdersSeen(Map<String, Long> outcomes, long unresolved, boolean recovering, boolean journal) {}

    /** An experiment that runs. */
    record ExperimentSeen(String id, String type, String target, long fired, Duration left, boolean dryRun) {}

    /** An incident of the process. */
    record IncidentSeen(String id, String kind, Optional<Instant> at, String about, boolean lasts) {}

    static Snapshot of(JsonNode status, long at) {
        return new Snapshot(
                at,
                instant(status.path("time")),
                text(status.path("bot")),
                text(status.path("process")),
                text(status.path("mode")),
                state(status.path("state")),
                loops(status.path("loops")),
                joinPoints(status.path("join_points")),
                orders(status.path("orders")),
                status.path("chaos").path("enabled").asBoolean(),
                experiments(status.path("chaos").path("experiments")),
                incidents(status.path("incidents")),
                troubles(status));
    }

    private static String text(JsonNode node) {
        return node.asText("");
    }

    private static Optional<Instant> instant(JsonNode node) {
        try {
            return Optional.of(Instant.parse(text(node)));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static State state(JsonNode state) {
        return new State(
                text(state.path("state")),
                instant(state.path("since")),
                text(state.path("reason")),
                text(state.path("incident_id")));
    }

    private static List<LoopSeen> loops(JsonNode loops) {
        List<LoopSeen> seen = new ArrayList<>();
        loops.properties().forEach(loop -> {
            JsonNode of = loop.getValue();
            seen.add(new LoopSeen(
                    loop.getKey(),
                    of.path("ticks").asLong(),
                    of.path("stalled").asBoolean(),
                    of.path("lag_ms").asLong(),
                    of.path("worst_ms").asLong(),
                    of.path("stall_after_ms").asLong()));
        });
        return List.copyOf(seen);
    }

    private static List<JoinPointSeen> joinPoints(JsonNode joinPoints) {
        List<JoinPointSeen> seen = new ArrayList<>();
        joinPoints.properties().forEach(joinPoint -> {
            JsonNode of = joinPoint.getValue();
            List<BreakerSeen> breakers = new ArrayList<>();
            of.path("breakers")
                    .forEach(breaker -> breakers.add(new BreakerSeen(
                            joinPoint.getKey(), text(breaker.path("key")), text(breaker.path("state")))));
            seen.add(new JoinPointSeen(
                    joinPoint.getKey(),
                    text(of.path("kind")),
                    of.path("calls").asLong(),
                    counts(of.path("denied")),
                    counts(of.path("would_deny")),
                    List.copyOf(breakers),
                    of.has("error")));
        });
        return List.copyOf(seen);
    }

    private static Map<String, Long> counts(JsonNode counts) {
        Map<String, Long> all = new LinkedHashMap<>();
        counts.properties()
                .forEach(count -> all.put(count.getKey(), count.getValue().asLong()));
        return all;
    }

    private static OrdersSeen orders(JsonNode orders) {
        return new OrdersSeen(
                counts(orders.path("outcomes")),
                orders.path("unknown").asLong(),
                orders.path("recovering").asBoolean(),
                orders.path("journal_available").asBoolean(true));
    }

    private static List<ExperimentSeen> experiments(JsonNode experiments) {
        List<ExperimentSeen> seen = new ArrayList<>();
        for (JsonNode one : experiments) {
            if (text(one.path("why_ended")).isEmpty()
                    && !text(one.path("state")).equals("ENDED")) {
                seen.add(new ExperimentSeen(
                        text(one.path("id")),
                        text(one.path("type")),
                        text(one.path("target")),
                        one.path("fired").asLong(),
                        Duration.ofMillis(one.path("remaining_ms").asLong()),
                        text(one.path("state")).equals("DRY_RUN")));
            }
        }
        return List.copyOf(seen);
    }

    /** The newest first. */
    private static List<IncidentSeen> incidents(JsonNode incidents) {
        List<IncidentSeen> seen = new ArrayList<>();
        for (JsonNode one : incidents) {
            String about = text(one.path("loop")).isEmpty()
                    ? text(one.path("state_after"))
                    : text(one.path("loop")) + " " + text(one.path("cause"));
            seen.add(
                    0,
                    new IncidentSeen(
                            text(one.path("incident_id")),
                            text(one.path("kind")),
                            instant(one.path("at")),
                            about,
                            one.path("lasts").asBoolean()));
        }
        return List.copyOf(seen);
    }

    private static List<String> troubles(JsonNode status) {
        List<String> all = new ArrayList<>();
        status.path("reload_problems").forEach(problem -> all.add("policy not in force: " + text(problem)));
        status.path("not_woven").forEach(problem -> all.add("not woven: " + text(problem)));
        for (JsonNode failure : status.path("failures")) {
            all.add(text(failure.path("kind")) + " x" + text(failure.path("count")) + " at "
                    + text(failure.path("place")));
        }
        return List.copyOf(all);
    }

    /** All circuits, those that are not closed first. */
    List<BreakerSeen> breakers() {
        List<BreakerSeen> all = new ArrayList<>();
        joinPoints.forEach(joinPoint -> all.addAll(joinPoint.breakers()));
        all.sort((a, b) -> Boolean.compare(a.closed(), b.closed()));
        return all;
    }

    /** How long the bot has been in its state, by its own clock. */
    Optional<Duration> inState() {
        return time.flatMap(now -> state.since().map(since -> Duration.between(since, now)));
    }

    /** How long ago an incident was, by the bot's own clock. */
    Optional<Duration> ago(IncidentSeen incident) {
        return time.flatMap(now -> incident.at().map(at -> Duration.between(at, now)));
    }
}
