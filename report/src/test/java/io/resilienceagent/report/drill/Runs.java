package io.resilienceagent.report.drill;

import io.resilienceagent.report.rule.Severity;
import java.util.List;
import java.util.Map;

/** Scenarios as a drill would have written them. */
public final class Runs {
    private Runs() {}

    /** One that passed. */
    public static ScenarioRun passed(int number, String name) {
        return run(number, name, "enforce", Map.of(), List.of(verdict("recovery_ticks <= 3", true, "0")), null);
    }

    /** One of whose expectations did not hold. */
    public static ScenarioRun failed(int number, String name, String mode, Map<String, Double> counted) {
        return run(
                number,
                name,
                mode,
                counted,
                List.of(verdict("recovery_ticks <= 3", true, "0"), verdict("p99 < 250ms", false, "512 ms")),
                null);
    }

    /** One that was not carried out to its end. */
    public static ScenarioRun brokenOff(int number, String name) {
        return run(
                number,
                name,
                "enforce",
                Map.of(),
                List.of(),
                new Trouble("BOT_GONE", "the bot did not outlive it", "read its log"));
    }

    static Verdict verdict(String text, boolean held, String measured) {
        return new Verdict(text, held, measured, "< 250 ms", Severity.MEDIUM, "give the calls a timeout");
    }

    static ScenarioRun run(
            int number,
            String name,
            String mode,
            Map<String, Double> counted,
            List<Verdict> verdicts,
            Trouble trouble) {
        return new ScenarioRun(
                ScenarioRun.VERSION,
                "kit",
                number,
                3,
                name,
                "what it is about",
                "market-bot",
                4711,
                mode,
                "2026-11-23T12:00:00Z",
                List.of(new Injected(
                        "exch_429",
                        "jdk-http",
                        "100",
                        Map.of("retry_after", 1),
                        5000,
                        "chaos-1",
                        "7",
                        12,
                        "deadline",
                        true)),
                "tick",
                50_000,
                trouble != null
                        ? List.of()
                        : List.of(
                                new Phase(Phase.BASELINE, 0, 2_000_000, 40, 2.0, 4.0, 5.0, 5.0, 0.0),
                                new Phase(Phase.FAULT, 2_000_000, 7_000_000, 3, null, null, null, 80.0, 33.3),
                                new Phase(Phase.RECOVERY, 7_000_000, 8_000_000, 20, 2.0, 4.0, 5.0, 5.0, 0.0)),
                List.of(new long[] {0, 2000}, new long[] {2_100_000, 80_000}),
                trouble == null ? 1 : null,
                trouble == null ? 140.5 : null,
                "RUNNING",
                counted,
                verdicts,
                trouble);
    }
}
