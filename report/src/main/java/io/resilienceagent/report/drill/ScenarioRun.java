package io.resilienceagent.report.drill;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What came of one scenario: all that a report needs, and nothing that needs a bot. Immutable.
 *
 * @param version of this form
 * @param drill the drill's name
 * @param number of the scenario, from 1
 * @param of how many scenarios the drill has
 * @param scenario its name
 * @param about a sentence on it; may be empty
 * @param bot the bot's name by its policy
 * @param pid its process; 0 where unknown
 * @param mode the policy's mode, which says whether guards were in force
 * @param started when, as ISO 8601
 * @param injected the faults
 * @param loop whose ticks are told
 * @param deadlineUs how long a tick may take, in microseconds; 0 where nobody knows
 * @param phases before, during and after the fault
 * @param ticks begin and length of each tick in microseconds since the scenario began; of very many the longest
 * @param recoveryTicks ticks from the end of the fault until they were as before; null where they were not
 * @param recoveryMs time from the end of the fault until all was as before; null where it was not
 * @param state the bot's at the end
 * @param counted what the agent's counters counted since the fault began, by series
 * @param verdicts on the expectations
 * @param trouble why it was not carried out to its end; null where it was
 */
public record ScenarioRun(
        int version,
        String drill,
        int number,
        int of,
        String scenario,
        String about,
        String bot,
        long pid,
        String mode,
        String started,
        List<Injected> injected,
        String loop,
        long deadlineUs,
        List<Phase> phases,
        List<long[]> ticks,
        Integer recoveryTicks,
        Double recoveryMs,
        String state,
        Map<String, Double> counted,
        List<Verdict> verdicts,
        Trouble trouble) {
    /** The form that this program writes. */
    public static final int VERSION = 1;

    /** Copies the lists; the ticks themselves are nobody's to change. */
    public ScenarioRun {
        injected = injected == null ? List.of() : List.copyOf(injected);
        phases = phases == null ? List.of() : List.copyOf(phases);
        ticks = ticks == null ? List.of() : List.copyOf(ticks);
        counted = counted == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(counted));
        verdicts = verdicts == null ? List.of() : List.copyOf(verdicts);
    }

    /** Whether it was carried out, and all that was expected held. */
    @JsonIgnore
    public boolean passed() {
        return trouble == null && verdicts.stream().allMatch(Verdict::held);
    }

    /** The types of its faults, and where they struck. */
    public String faults() {
        return injected.stream()
                .map(fault -> fault.type() + (fault.target().isEmpty() ? "" : " on " + fault.target()))
                .collect(Collectors.joining(" + "));
    }

    /** How often its faults really happened: of several, the one that happened least. */
    public long fired() {
        return injected.stream().mapToLong(Injected::fired).min().orElse(0);
    }

    /** The agent's name of its experiment; empty where none began. */
    public String incidentId() {
        return injected.isEmpty() ? "" : injected.get(0).id();
    }

    /** A part of it by its name. */
    public Optional<Phase> phase(String name) {
        return phases.stream().filter(phase -> phase.name().equals(name)).findFirst();
    }
}
