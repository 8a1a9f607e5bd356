package io.resilienceagent.chaos.fault;

import io.resilienceagent.chaos.FaultType;
import io.resilienceagent.chaos.FaultType.Option;
import io.resilienceagent.chaos.Options;
import io.resilienceagent.chaos.Target;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The kinds of faults that strike the host's own calls, or the process as a whole. */
final class HostKinds {
    private static final long YEAR = TimeUnit.DAYS.toMillis(366);
    private static final int HUNDRED = 2;

    private final FaultHouse house;

    HostKinds(FaultHouse house) {
        this.house = house;
    }

    List<FaultType> all() {
        return List.of(exception(), mismatch(), clock(), memory(), kill());
    }

    private FaultType exception() {
        return new Kind(
                "exception",
                "Calls throw an exception of the host's own, as if the host's method had thrown it",
                Set.of(Target.JOIN_POINT),
                List.of(
                        new Option("class", "the full name of its class", "java.lang.IllegalStateException"),
                        new Option("message", "its message", "injected by chaos")),
                (given, target) -> {
                    String name = given.text("class").orElse("java.lang.IllegalStateException");
                    Optional<String> problem = target.isEmpty() ? Optional.empty() : house.unthrowable(target, name);
                    if (problem.isPresent()) {
                        throw Options.wrong("class", name, "one that " + target + " can throw: " + problem.get());
                    }
                    return new ThrownException(name, given.text("message").orElse("injected by chaos"));
                });
    }

    private FaultType mismatch() {
        return new Kind(
                "reconcile_mismatch",
                "Answers about balances or orders differ from the truth",
                Set.of(Target.JOIN_POINT),
                List.of(
                        new Option("amount", "what is added to each number", ""),
                        new Option("percent", "by how many percent each number is changed, as -10", ""),
                        new Option("drop", "how many entries are left out", "0"),
                        new Option("field", "which map keys or record components, as `free`; `*` for all", "*")),
                this::mismatch);
    }

    private Mismatch mismatch(Options given, String target) {
        if (!target.isEmpty() && !house.observed(target)) {
            throw new IllegalArgumentException(
                    "reconcile_mismatch strikes answers about balances or orders: " + target + " has no observe");
        }
        BigDecimal percent = decimal(given, "percent");
        BigDecimal amount = decimal(given, "amount");
        int drop = (int) given.whole("drop", 0, 0, Integer.MAX_VALUE);
        if (percent.signum() == 0 && amount.signum() == 0 && drop == 0) {
            throw new IllegalArgumentException("reconcile_mismatch needs one of the options amount, percent and drop");
        }
        BigDecimal factor = BigDecimal.ONE.add(percent.movePointLeft(HUNDRED));
        return new Mismatch(new AlteredCopy(
                given.text("field").orElse("*"), new AlteredNumber(factor, amount), drop, house.opener()));
    }

    private static BigDecimal decimal(Options given, String name) {
        String text = given.text(name).orElse("0");
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException malformed) {
            throw Options.wrong(name, text, "a number");
        }
    }

    private FaultType clock() {
        return new Kind(
                "clock_skew_ms",
                "The host's classes see a wall clock that is wrong; monotonic time, the JDK and the agent do not",
                Set.of(Target.PROCESS),
                List.of(
                        new Option("ms", "how far ahead it is; negative for behind", "5000"),
                        new Option("drift_ppm", "how many microseconds it gains in each second", "0")),
                (given, target) -> new ClockSkew(
                        house.clock(),
                        given.whole("ms", 5000, -YEAR, YEAR),
                        given.whole("drift_ppm", 0, -1_000_000, 1_000_000)));
    }

    private FaultType memory() {
        return new Kind(
                "mem_pressure",
                "A share of the heap is held; never so much that the host gets an OutOfMemoryError from it",
                Set.of(Target.PROCESS),
                List.of(new Option(
                        "level", "`none`, `low` (a quarter of the heap), `medium` (half) or `high`", "medium")),
                (given, target) ->
                        new MemoryPressure(given.choice("level", MemoryPressure.Level.MEDIUM), house.events()));
    }

    private FaultType kill() {
        return new Kind(
                "kill",
                "The process ends at once, without its shutdown hooks",
                Set.of(Target.PROCESS),
                List.of(
                        new Option("sure", "must be true: the bot is gone after it", "false"),
                        new Option("by", "`sigkill`, as the kernel ends it, or `halt` with an exit code", "sigkill"),
                        new Option("exit_code", "that of `halt`", "137"),
                        new Option("after_ms", "how long it can still be stopped", "200")),
                (given, target) -> {
                    if (!given.truth("sure", false)) {
                        throw Options.wrong("sure", "false", "true: kill ends the bot, and nothing brings it back");
                    }
                    return new Kill(
                            house,
                            given.choice("by", Kill.Means.SIGKILL),
                            (int) given.whole("exit_code", 137, 1, 255),
                            given.whole("after_ms", 200, 0, TimeUnit.MINUTES.toMillis(1)));
                });
    }
}
