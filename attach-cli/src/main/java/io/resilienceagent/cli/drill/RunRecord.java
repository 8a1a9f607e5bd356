package io.resilienceagent.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
    private final List<Struck> struck = new ArrayList<>();
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

    /** A fault, and what the agent said of it last. */
    private static final class Struck {
        private final FaultRequest asked;
        private JsonNode told;

        Struck(FaultRequest asked, JsonNode told) {
            this.asked = asked;
            this.told = told;
        }
    }

    /** @param told the agent's answer to the injection */
    void injected(FaultRequest asked, JsonNode told) {
        struck.add(new Struck(asked, told));
    }

    /** The agent's names of all that was injected. */
    List<String> experiments() {
        return struck.stream().map(each -> each.told.path("id").asText("")).toList();
    }

    /** @param now what the agent says of one of them now */
    void told(JsonNode now) {
        for (Struck each : struck) {
            if (each.told.path("id").equals(now.path("id"))) {
                each.told = now;
            }
        }
    }

    void recovered(double millis) {
        recoveryMillis = millis;
    }

    Optional<Double> recoveryMillis() {
        return Optional.ofNullable(recoveryMillis);
    }

    /** How often the faults really happened: of several, the one that happened least. */
    long fired() {
        return struck.stream()
                .mapToLong(each -> each.told.path("fired").asLong())
                .min()
                .orElse(0);
    }

    ScenarioRun ended(Observed seen, List<Verdict> verdicts) {
        Course course = seen.course();
        List<Phase> phases = List.of(
                phase(Phase.BASELINE, seen, course.began(), course.struck(), seen.baseline("")),
                phase(Phase.FAULT, seen, course.struck(), course.over(), seen.struck("")),
                phase(Phase.RECOVERY, seen, course.over(), seen.end(), seen.afterwards("")));
        return run(
                seen.deadline(),
                phases,
                drawn(seen),
                seen.recoveryTicks().orElse(null),
                seen.state(),
                seen.after().countedSince(course.before()),
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
                faults(),
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

    private List<Injected> faults() {
        return struck.isEmpty()
                ? scenario.faults().stream()
                        .map(asked -> fault(asked, MissingNode.getInstance()))
                        .toList()
                : struck.stream().map(each -> fault(each.asked, each.told)).toList();
    }

    private Injected fault(FaultRequest asked, JsonNode told) {
        return new Injected(
                asked.type(),
                told.path("target").asText(asked.target().orElse("")),
                asked.percent().map(BigDecimal::toPlainString).orElse(""),
                asked.options(),
                scenario.lasts().toMillis(),
                told.path("id").asText(""),
                told.path("seed").asText(asked.seed().map(String::valueOf).orElse("")),
                told.path("fired").asLong(),
                told.path("why_ended").asText(""),
                told.path("verified_gone").asBoolean());
    }

    private static Phase phase(String name, Observed seen, long from, long to, Ticks ticks) {
        return new Phase(
                name,
                from - seen.course().began(),
                to - seen.course().began(),
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
            drawn.add(new long[] {Math.max(0, longest.began() - seen.course().began()), longest.lasted()});
        }
        return drawn;
    }
}
