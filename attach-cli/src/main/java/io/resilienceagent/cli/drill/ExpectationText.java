package io.resilienceagent.cli.drill;

import io.resilienceagent.cli.drill.Expectation.Bound;
import io.resilienceagent.cli.drill.Expectation.Operator;
import io.resilienceagent.cli.drill.Measure.Kind;
import io.resilienceagent.cli.drill.Measure.Unit;
import io.resilienceagent.report.rule.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads expectations as people write them: {@code MEASURE OPERATOR BOUND}. Stateless. */
final class ExpectationText {
    private static final List<String> STATES = List.of("RUNNING", "DEGRADED", "SAFE_MODE", "RECOVERING", "FATAL");

    private static final Pattern WHOLE = Pattern.compile("\\s*(.+?)\\s*(<=|>=|==|!=|<|>)\\s*([^<>=!]+?)\\s*");
    private static final Pattern CALL = Pattern.compile("([a-z0-9_]+)\\s*\\(\\s*(.*?)\\s*\\)");
    private static final Pattern BASELINE =
            Pattern.compile("baseline(?:\\s*\\*\\s*(?<factor>[0-9.]+))?(?:\\s*\\+\\s*(?<plus>.+))?");
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)\\s*(ms|s|m|%|)");

    private ExpectationText() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException for anything else, saying what was found and what was expected
     */
    static Expectation parse(String text) {
        Matcher whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            throw new IllegalArgumentException(
                    "found '" + text + "', expected MEASURE OPERATOR BOUND, as in p95 < baseline * 1.15");
        }
        Measure measure = measure(whole.group(1));
        Operator operator = Arrays.stream(Operator.values())
                .filter(each -> each.sign().equals(whole.group(2)))
                .findFirst()
                .orElseThrow();
        Bound bound = measure.kind().unit() == Unit.WORD
                ? state(operator, whole.group(3))
                : number(measure.kind(), whole.group(3));
        return new Expectation(
                measure, operator, bound, text.strip(), severity(measure.kind()), Advice.of(measure.kind()));
    }

    private static Measure measure(String text) {
        if (text.startsWith("mm_") || text.startsWith("resilience_")) {
            return new Measure(Kind.METRIC, metric(text));
        }
        Matcher call = CALL.matcher(text);
        String word = call.matches() ? call.group(1) : text;
        String of = call.matches() ? call.group(2) : "";
        Kind kind = Arrays.stream(Kind.values())
                .filter(each -> each != Kind.METRIC && each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "found the measure '" + word + "', expected one of " + words() + ", or a metric"));
        if (kind.ofMetric()) {
            return new Measure(kind, metric(of));
        }
        if (!of.isEmpty() && !kind.ofCalls()) {
            throw new IllegalArgumentException("found " + text + ", expected " + word + " without brackets");
        }
        return new Measure(kind, of);
    }

    private static String words() {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.METRIC)
                .map(kind -> kind.ofMetric() ? kind.word() + "(METRIC)" : kind.word())
                .collect(Collectors.joining(", "));
    }

    private static String metric(String text) {
        MetricSelector.parse(text);
        return text;
    }

    private static Bound state(Operator operator, String word) {
        if (operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
            throw new IllegalArgumentException(
                    "found " + operator.sign() + ", expected == or !=: states have no order");
        }
        if (!STATES.contains(word)) {
            throw new IllegalArgumentException(
                    "found the state '" + word + "', expected one of " + String.join(", ", STATES));
        }
        return new Bound(0, 0, word);
    }

    private static Bound number(Kind kind, String text) {
        Matcher baseline = BASELINE.matcher(text);
        if (!baseline.matches()) {
            return new Bound(0, amount(kind.unit(), text), "");
        }
        if (!kind.hasBaseline()) {
            throw new IllegalArgumentException("found baseline, expected a number: " + kind.word() + " has none"
                    + (kind == Kind.INCREASE ? ", since it is no rate; per_tick(METRIC) has" : ""));
        }
        String factor = baseline.group("factor");
        double times = factor == null ? 1 : amount(Unit.COUNT, factor);
        if (times == 0) {
            throw new IllegalArgumentException("found baseline * 0, expected a factor above 0");
        }
        String plus = baseline.group("plus");
        return new Bound(times, plus == null ? 0 : amount(kind.unit(), plus), "");
    }

    private static double amount(Unit unit, String text) {
        Matcher number = NUMBER.matcher(text);
        if (!number.matches() || !fits(unit, number.group(2))) {
            throw new IllegalArgumentException("found '" + text + "', expected "
                    + switch (unit) {
                        case TIME -> "a time such as 250ms, or baseline * 1.15";
                        case PERCENT -> "a number of percent such as 2";
                        default -> "a number";
                    });
        }
        double value = Double.parseDouble(number.group(1));
        return switch (number.group(2).toLowerCase(Locale.ROOT)) {
            case "s" -> value * 1000;
            case "m" -> value * 60_000;
            default -> value;
        };
    }

    private static boolean fits(Unit unit, String written) {
        return switch (written) {
            case "ms", "s", "m" -> unit == Unit.TIME;
            case "%" -> unit == Unit.PERCENT;
            // A bare time could be seconds as well: who writes one has to say.
            default -> unit != Unit.TIME;
        };
    }

    private static Severity severity(Kind kind) {
        return switch (kind) {
            case RECOVERY_TICKS, RECOVERY_TIME, STATE -> Severity.HIGH;
            default -> Severity.MEDIUM;
        };
    }
}
