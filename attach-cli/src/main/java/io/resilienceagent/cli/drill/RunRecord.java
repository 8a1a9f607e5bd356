package io.resilienceagent.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.drill.Ticks.Tick;
import io.resilienceagent.report.drill.Injected;
import io.resilienceagent.report.drill.Phase;
import io.resilienceagent.report.drill.ScenarioRun;
import io.resilienceagent.report.drill.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What becomes of a scenario while it is carried out. For one thread. */
final class RunRecord {
    private static final int MOST_TICKS = 2000;

    private final String drill;
    private final int number;
    private final int of;
    private final Scenario scenario;
    private final Instant started;
    private String bot = "";
    private long pid;
    private String mode = "";
    private String loop = "";
    private JsonNode injected;
    private JsonNode over;
    private Double recoveryMillis;

    RunRecord(String drill, int number, int of, Scenario scenario, Instant started) {
        this.drill = drill;
        this.number = number;
        this.of = of;
        this.scenario = scenario;
        this.started = started;
    }

    RunRecord on(String bot, long pid, String mode, String loop) {
        this.bot = bot;
        this.pid = pid;
        this.mode = mode;
        this.loop = loop;
        return this;
    }

    /** @param answer the agent's to the injection */
    void injected(JsonNode answer) {
        injected = answer;
    }

    /** @param told what the agent says of the experiment when it is over */
    void over(JsonNode told) {
        over = told;
    }

    void recovered(double millis) {
        recoveryMillis = millis;
    }

    Optional<Double> recoveryMillis() {
        return Optional.ofNullable(recoveryMillis);
    }

    long fired() {
        return over == null ? 0 : over.path("fired").asLong();
    }

    ScenarioRun ended(Observed seen, List<Verdict> verdicts) {
        List<Phase> phases = List.of(
                phase(Phase.BASELINE, seen, seen.began(), seen.struck(), seen.baseline("")),
                phase(Phase.FAULT, seen, seen.struck(), seen.over(), seen.struck("")),
                phase(Phase.RECOVERY, seen, seen.over(), seen.end(), seen.afterwards("")));
        return run(
                seen.deadline(),
                phases,
                drawn(seen),
                seen.recoveryTicks().orElse(null),
                seen.state(),
                seen.after().countedSince(seen.before()),
                verdicts,
                null);
    }

    ScenarioRun brokenOff(Trouble trouble) {
        return run(
                0,
                List.of(),
                List.of(),
                null,
                "",
                Map.of(),
                List.of(),
                new io.resilienceagent.report.drill.Trouble(trouble.code(), trouble.getMessage(), trouble.next()));
    }

    private ScenarioRun run(
            long deadline,
            List<Phase> phases,
            List<long[]> ticks,
            Integer recoveryTicks,
            String state,
            Map<String, Double> counted,
            List<Verdict> verdicts,
            io.resilienceagent.report.drill.Trouble trouble) {
        return new ScenarioRun(
                ScenarioRun.VERSION,
                drill,
                number,
                of,
                scenario.name(),
                scenario.about(),
                bot,
                pid,
                mode,
                started.toString(),
                fault(),
                loop,
                deadline,
                phases,
                ticks,
                recoveryTicks,
                recoveryMillis,
                state,
                counted,
                verdicts,
                trouble);
    }

    private Injected fault() {
        FaultRequest asked = scenario.fault();
        return new Injected(
                asked.type(),
                injected == null
                        ? asked.target().orElse("")
                        : injected.path("target").asText(""),
                asked.percent().map(BigDecimal::toPlainString).orElse(""),
                asked.options(),
                scenario.lasts().toMillis(),
                injected == null ? "" : injected.path("id").asText(""),
                injected == null
                        ? asked.seed().map(String::valueOf).orElse("")
                        : injected.path("seed").asText(""),
                fired(),
                over == null ? "" : over.path("why_ended").asText(""),
                over != null && over.path("verified_gone").asBoolean());
    }

    private static Phase phase(String name, Observed seen, long from, long to, Ticks ticks) {
        return new Phase(
                name,
                from - seen.began(),
                to - seen.began(),
                ticks.count(),
                known(ticks.quantile(0.50)),
                known(ticks.quantile(0.95)),
                known(ticks.quantile(0.99)),
                known(ticks.max()),
                seen.deadline() > 0 ? known(ticks.missed(seen.deadline())) : null);
    }

    private static Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    /** All ticks; of very many the longest of each few, since these are what a picture is looked at for. */
    private static List<long[]> drawn(Observed seen) {
        List<Tick> all = seen.ticks("").list();
        int few = all.size() / MOST_TICKS + 1;
        List<long[]> drawn = new ArrayList<>();
        for (int i = 0; i < all.size(); i += few) {
            Tick longest = all.get(i);
            for (Tick tick : all.subList(i, Math.min(all.size(), i + few))) {
                longest = tick.lasted() > longest.lasted() ? tick : longest;
            }
            drawn.add(new long[] {Math.max(0, longest.began() - seen.began()), longest.lasted()});
        }
        return drawn;
    }
}
