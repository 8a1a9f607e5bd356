package io.resilienceagent.cli.drill;

import io.resilienceagent.cli.drill.Measure.Kind;
import io.resilienceagent.cli.drill.Measure.Unit;
import io.resilienceagent.report.drill.Verdict;
import io.resilienceagent.report.text.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Holds what was seen of a bot against what was expected. Immutable. */
final class Judge {
    /** Without it nothing was tried. */
    private static final Expectation FIRED = ExpectationText.parse("fired >= 1");

    private final Observed seen;
    private final Optional<Double> recoveryMillis;

    /** @param recoveryMillis from the end of the fault until all was as before; empty where it was not */
    Judge(Observed seen, Optional<Double> recoveryMillis) {
        this.seen = seen;
        this.recoveryMillis = recoveryMillis;
    }

    /** On all of them; that the fault happened at all is always expected. */
    List<Verdict> verdicts(List<Expectation> expectations) {
        List<Expectation> all = new ArrayList<>();
        if (expectations.stream().noneMatch(each -> each.measure().kind() == Kind.FIRED)) {
            all.add(FIRED);
        }
        all.addAll(expectations);
        return all.stream().map(this::verdict).toList();
    }

    private Verdict verdict(Expectation expectation) {
        if (expectation.measure().kind().unit() == Unit.WORD) {
            return word(expectation);
        }
        Unit unit = expectation.measure().kind().unit();
        double value = value(expectation.measure());
        double baseline = expectation.bound().ofBaseline() ? baseline(expectation.measure()) : 0;
        double bound = expectation.bound().of(baseline);
        boolean noisy = unit == Unit.TIME && expectation.bound().ofBaseline();
        double noise = noisy ? seen.resolution() / 1000.0 : 0;
        boolean held = expectation.operator().holds(value, bound)
                || (noise > 0 && expectation.operator().holds(value - noise, bound));
        String words = expectation.operator().sign() + " " + amount(unit, bound)
                + (expectation.bound().ofBaseline()
                        ? " (before: " + amount(unit, baseline) + (noisy ? ", noise: " + amount(unit, noise) : "") + ")"
                        : "");
        return told(expectation, held, measured(expectation.measure().kind(), value), words);
    }

    private Verdict word(Expectation expectation) {
        String wanted = expectation.bound().word();
        boolean held = wanted.equals(seen.state()) == (expectation.operator() == Expectation.Operator.EQUAL);
        return told(expectation, held, seen.state(), expectation.operator().sign() + " " + wanted);
    }

    private static Verdict told(Expectation expectation, boolean held, String measured, String bound) {
        return new Verdict(expectation.text(), held, measured, bound, expectation.severity(), expectation.advice());
    }

    private double value(Measure measure) {
        return switch (measure.kind()) {
            case P50, P95, P99, MAX, DEADLINE_MISS -> of(measure.kind(), seen.struck(measure.of()));
            case RECOVERY_TICKS ->
                seen.recoveryTicks().map(Integer::doubleValue).orElse(Double.NaN);
            case RECOVERY_TIME -> recoveryMillis.orElse(Double.NaN);
            case FIRED -> (double) seen.fired();
            case TICKS -> seen.struck("").count();
            case INCREASE -> risen(measure, seen.course().before(), seen.after());
            case PER_TICK ->
                risen(measure, seen.course().before(), seen.after())
                        / Math.max(
                                1,
                                seen.ticks("")
                                        .overlapping(seen.course().struck(), seen.end())
                                        .count());
            case METRIC -> seen.after().sum(MetricSelector.parse(measure.of()));
            case STATE -> throw new IllegalArgumentException("a state is no number");
        };
    }

    private double baseline(Measure measure) {
        return switch (measure.kind()) {
            case P50, P95, P99, MAX, DEADLINE_MISS -> of(measure.kind(), seen.baseline(measure.of()));
            case PER_TICK ->
                risen(measure, seen.course().first(), seen.course().before())
                        / Math.max(1, seen.baseline("").count());
            case METRIC -> seen.course().before().sum(MetricSelector.parse(measure.of()));
            default -> Double.NaN;
        };
    }

    private double of(Kind kind, Ticks ticks) {
        return switch (kind) {
            case P50 -> ticks.quantile(0.50);
            case P95 -> ticks.quantile(0.95);
            case P99 -> ticks.quantile(0.99);
            case MAX -> ticks.max();
            default -> seen.deadline() > 0 ? ticks.missed(seen.deadline()) : Double.NaN;
        };
    }

    private static double risen(Measure measure, Scrape from, Scrape to) {
        MetricSelector selector = MetricSelector.parse(measure.of());
        return to.sum(selector) - from.sum(selector);
    }

    private static String measured(Kind kind, double value) {
        if (!Double.isNaN(value)) {
            return amount(kind.unit(), value);
        }
        return switch (kind) {
            case RECOVERY_TICKS, RECOVERY_TIME -> "never in the time it had";
            case DEADLINE_MISS -> "unknown: no tick, or no deadline";
            default -> "unknown: fewer than " + Ticks.LEAST + " were seen";
        };
    }

    private static String amount(Unit unit, double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        return switch (unit) {
            case TIME -> Moments.span(Math.round(value * 1e6));
            case PERCENT -> String.format(Locale.ROOT, "%.1f %%", value);
            default ->
                value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.2f", value);
        };
    }
}
