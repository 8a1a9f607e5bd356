package io.resilienceagent.report.rule;

import io.resilienceagent.report.story.Circuit;
import io.resilienceagent.report.story.Story;
import io.resilienceagent.report.text.Moments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Breakers that opened again and again: what they protect is neither well nor given up. */
final class FlappingRule implements Rule {
    private static final int OFTEN = 3;
    private static final String OPEN = "OPEN";

    @Override
    public List<Finding> findings(Story story) {
        Map<String, List<Circuit>> opened = new LinkedHashMap<>();
        for (Circuit circuit : story.circuits()) {
            if (circuit.to().equals(OPEN)) {
                opened.computeIfAbsent(circuit.breaker(), breaker -> new ArrayList<>())
                        .add(circuit);
            }
        }
        List<Finding> findings = new ArrayList<>();
        opened.forEach((breaker, times) -> {
            if (times.size() >= OFTEN) {
                findings.add(finding(breaker, times));
            }
        });
        return findings;
    }

    private static Finding finding(String breaker, List<Circuit> times) {
        long first = times.get(0).at();
        long last = times.get(times.size() - 1).at();
        return Finding.of(
                Severity.MEDIUM,
                "BREAKER_FLAPPING",
                "the breaker " + breaker + " opened " + times.size() + " times",
                first,
                last,
                List.of(
                        "from " + Moments.clock(first) + " to " + Moments.clock(last),
                        "the last reason: " + times.get(times.size() - 1).reason()),
                "Find out what fails behind it; until then let it stay open longer, or ask for more successes before it closes.",
                Sure.CERTAIN);
    }
}
