package io.resilienceagent.chaos;

import io.resilienceagent.guard.KeyText;
import io.resilienceagent.policy.ChaosRule;
import io.resilienceagent.policy.LiveCondition;
import io.resilienceagent.policy.Percent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Checks what somebody asks for, and fills in what was left out. */
final class Admission {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    /** The units of time in milliseconds, the longest first. */
    private static final List<Map.Entry<Long, String>> UNITS = List.of(
            Map.entry(86_400_000L, "d"), Map.entry(3_600_000L, "h"), Map.entry(60_000L, "m"), Map.entry(1000L, "s"));

    private final Map<String, FaultType> types;
    private final Targets targets;
    private final ChaosRule rule;

    Admission(Map<String, FaultType> types, Targets targets, ChaosRule rule) {
        this.types = types;
        this.targets = targets;
        this.rule = rule;
    }

    FaultType type(ExperimentRequest request) throws ChaosRefused {
        FaultType type = types.get(request.type());
        if (type == null) {
            throw new ChaosRefused(
                    "UNKNOWN_TYPE",
                    "there is no type '" + KeyText.of(request.type()) + "'",
                    "it is one of " + String.join(", ", types.keySet()));
        }
        return type;
    }

    Targets.Found target(FaultType type, ExperimentRequest request) throws ChaosRefused {
        return targets.find(type, request.target());
    }

    Plan plan(FaultType type, Targets.Found target, ExperimentRequest request, String owner) throws ChaosRefused {
        Duration duration = request.duration();
        if (duration == null) {
            throw new ChaosRefused("NO_DEADLINE", "duration_ms is missing", "say how long it may last at most");
        }
        if (duration.isNegative() || duration.isZero() || duration.compareTo(rule.maxDuration()) > 0) {
            throw bad(
                    "an experiment of " + words(duration) + ": expected more than nothing, and at most "
                            + words(rule.maxDuration()),
                    "ask for less, or let the policy allow more: chaos.max_duration");
        }
        boolean strikesCalls = target.kind() == Target.JOIN_POINT || target.kind() == Target.TRANSPORT;
        if (strikesCalls && request.percent().isEmpty()) {
            throw new ChaosRefused(
                    "NO_PERCENT",
                    "percent is missing: " + type.name() + " strikes calls",
                    "say of how many, from 0 (never) to 100 (always)");
        }
        if (request.count().isPresent() && request.count().getAsInt() < 1) {
            throw bad("count: found " + request.count().getAsInt() + ", expected at least 1", "");
        }
        return new Plan(
                "chaos-"
                        + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()),
                type,
                target.kind(),
                target.name(),
                duration,
                request.percent(),
                request.percent().map(Percent::fraction).orElse(1.0),
                request.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong()),
                burst(request),
                new Rollout(
                        rule.instance().orElseGet(Admission::instance),
                        request.rollout().map(Percent::fraction).orElse(1.0)),
                request.count(),
                request.dryRun() || rule.dryRun(),
                owner);
    }

    /** As a policy and the command line have it, whatever it was asked in: {@code 15m}, {@code 90s}, {@code 250ms}. */
    private static String words(Duration time) {
        long millis = time.toMillis();
        for (Map.Entry<Long, String> unit : UNITS) {
            if (millis != 0 && millis % unit.getKey() == 0) {
                return millis / unit.getKey() + unit.getValue();
            }
        }
        return millis + "ms";
    }

    private static Burst burst(ExperimentRequest request) throws ChaosRefused {
        Optional<Duration> on = request.burstOn();
        Optional<Duration> off = request.burstOff();
        if (on.isPresent() != off.isPresent()) {
            throw bad("found burst_" + (on.isPresent() ? "on_ms" : "off_ms") + " alone", "give both");
        }
        if (on.isEmpty()) {
            return Burst.ALWAYS;
        }
        Duration longest = Duration.ofDays(1);
        if (on.get().compareTo(Duration.ofMillis(1)) < 0
                || off.get().isNegative()
                || on.get().compareTo(longest) > 0
                || off.get().compareTo(longest) > 0) {
            throw bad("burst_on_ms and burst_off_ms: expected 1 ms or more of on, and at most a day of each", "");
        }
        return new Burst(on.get().toNanos(), off.get().toNanos());
    }

    /** What breaks; checked against what the policy allows. */
    Fault fault(FaultType type, String target, ExperimentRequest request) throws ChaosRefused {
        Set<String> unknown = new TreeSet<>(request.options().keySet());
        type.options().forEach(option -> unknown.remove(option.name()));
        if (!unknown.isEmpty()) {
            String known = type.options().stream().map(FaultType.Option::name).collect(Collectors.joining(", "));
            throw bad(
                    type.name() + " has no option " + unknown.iterator().next(),
                    known.isEmpty() ? "it has none" : "it has " + known);
        }
        Options options = new Options(request.options());
        try {
            if (type.outlivesItsDeadline(options) && !rule.unbreakable()) {
                throw bad(
                        "this would last until the process ends, and the policy does not allow that",
                        "say chaos: {unbreakable: true} in the policy, where the bot may be lost");
            }
            return type.make(options, target);
        } catch (IllegalArgumentException malformed) {
            throw bad(String.valueOf(malformed.getMessage()), "");
        }
    }

    /** What ends it: conditions of its own and those of the policy. */
    List<LiveCondition> conditions(ExperimentRequest request) throws ChaosRefused {
        List<LiveCondition> conditions = new ArrayList<>();
        for (String text : request.rollback()) {
            try {
                conditions.add(LiveCondition.parse(text));
            } catch (IllegalArgumentException malformed) {
                throw bad("rollback '" + KeyText.of(text) + "': " + malformed.getMessage(), "");
            }
        }
        conditions.addAll(rule.rollback());
        return conditions;
    }

    private static ChaosRefused bad(String message, String next) {
        return new ChaosRefused("BAD_REQUEST", message, next);
    }

    /** A process is told from others by its host and its number, unless the policy knows better. Asks no name service. */
    private static String instance() {
        long pid = ProcessHandle.current().pid();
        try {
            return Files.readString(HOST_NAME).strip() + "/" + pid;
        } catch (IOException nameless) {
            return "localhost/" + pid;
        }
    }
}
