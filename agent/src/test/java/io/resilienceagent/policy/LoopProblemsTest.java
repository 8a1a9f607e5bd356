package io.resilienceagent.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of wrong loops, state machines and systemd sections; and what they are where nothing is said. */
class LoopProblemsTest {
    private static final String HEAD = "version: 1\nbot: b\n";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: loop, every: 5s, stall_after: 2s | 4:50: join_points.p.stall_after: found stall_after 2s with every 5s; expected a stall_after that is longer than every; between two ticks there is no progress: every pause would be a stall",
                "kind: loop, every: 5s, stall_after: 5s | 4:50: join_points.p.stall_after: found stall_after 5s with every 5s; expected a stall_after that is longer than every; between two ticks there is no progress: every pause would be a stall",
                "kind: loop, every: 1m | 4:33: join_points.p.every: found stall_after 5s with every 60s; expected a stall_after that is longer than every; between two ticks there is no progress: every pause would be a stall",
                "kind: query, every: 1s | 4:27: join_points.p.every: found it on the kind query; expected kind: loop; only loops have it; remove it or say the kind",
                "stall_after: 1s | 4:14: join_points.p.stall_after: found it on the kind any; expected kind: loop; only loops have it; remove it or say the kind",
                "kind: loop, stall_after: 1ms | 4:39: join_points.p.stall_after: found '1ms'; expected a time, at least 10ms",
            })
    void tellsWhatIsWrongWithALoop(String entries, String problem) {
        assertProblem(HEAD + "join_points: {p:\n {on: a.B#c, " + entries + "}}\n", problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loops: {threads: {netty: []}} | 4:26: loops.threads.netty.name: found 0 entries; expected at least 1",
                "state_machine: {degraded_after: 5, safe_mode_after: 3} | 4:53: state_machine.safe_mode_after: found safe_mode_after 3 with degraded_after 5; expected at least degraded_after",
                "state_machine: {errors_from: tick} | 4:30: state_machine.errors_from: there is no join point 'tick'; expected one of tock; did you mean 'tock'?",
                "state_machine: {host_flag: com.acme.Bot} | 4:28: state_machine.host_flag: found the text 'com.acme.Bot'; expected a field or method of a class, as com.acme.Bot#safeMode or com.acme.Bot#isSafeMode()",
                "systemd: {ready_when: first_tick} | 4:23: systemd.ready_when: found first_tick without any loop; expected a loop that ticks; declare a join point of kind: loop, or say ready_when: main",
                "systemd: {ready_when: method} | 4:23: systemd.ready_when: found no ready_method; expected ready_when: method and ready_method together",
                "systemd: {ready_method: tock} | 4:25: systemd.ready_method: found it without ready_when: method; expected ready_when: method and ready_method together",
                "systemd: {ready_when: method, ready_method: tick} | 4:45: systemd.ready_method: there is no join point 'tick'; expected one of tock; did you mean 'tock'?",
                "systemd: {watchdog: never} | 4:21: systemd.watchdog: found the text 'never'; expected one of on, off",
                "incidents: {keep: 0} | 4:19: incidents.keep: found the number 0; expected a whole number from 1 to 10000",
            })
    void tellsWhatIsWrongWithASection(String section, String problem) {
        assertProblem(HEAD + "join_points: {tock: {on: a.B#c}}\n" + section + "\n", problem);
    }

    @Test
    void saysWhatHoldsWhereNothingIsSaid() {
        Policy policy = Samples.read(directory, HEAD).policy().orElseThrow();

        assertEquals(Duration.ofSeconds(5), policy.loops().stallAfter());
        assertEquals(Optional.empty(), policy.stateMachine());
        assertEquals(50, policy.incidents().keep());
        assertTrue(policy.incidents().recording());
    }

    @Test
    void anEmptyStateMachineHasTheDefaultsOfTheRunbook() {
        Policy policy =
                Samples.read(directory, HEAD + "state_machine: {}\n").policy().orElseThrow();
        StateMachineRule rule = policy.stateMachine().orElseThrow();

        assertEquals(List.of(3, 5, 3), List.of(rule.degradedAfter(), rule.safeModeAfter(), rule.recoveryCycles()));
        assertEquals(Duration.ofSeconds(30), rule.cycle());
        assertEquals(Duration.ofMinutes(15), rule.safeModeTtl());
        assertEquals(StateMachineRule.defaults(rule.where()), rule);
        assertEquals(3, rule.where().line());
    }

    private void assertProblem(String text, String problem) {
        String all = Samples.problems(Samples.read(directory, text), directory);
        assertEquals("policy.yaml:" + problem + "\n", all);
    }
}
