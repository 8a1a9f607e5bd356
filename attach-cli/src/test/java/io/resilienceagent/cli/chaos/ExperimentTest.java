package io.resilienceagent.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.resilienceagent.cli.Main;
import io.resilienceagent.cli.ScriptedAgent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the command line stays with an experiment: what it says, what it asks meanwhile, and how it ends. */
class ExperimentTest {
    private static final String WAITS =
            "\"state\":\"RUNNING\",\"why_ended\":null,\"verified_gone\":false,\"fired\":0,\"remaining_ms\":60";
    private static final String STRIKES =
            "\"state\":\"RUNNING\",\"why_ended\":null,\"verified_gone\":false,\"fired\":3,\"remaining_ms\":30";

    @TempDir
    private Path directory;

    private record Ended(int exit, String out, String err, List<String> requests, String injected) {}

    private static String over(String why, int fired, boolean gone) {
        return "\"state\":\"ENDED\",\"why_ended\":\"" + why + "\",\"fired\":" + fired + ",\"remaining_ms\":0,"
                + "\"verified_gone\":" + gone;
    }

    private Ended inject(ChaosAgent script, String... more) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Path socket = directory.resolve("control.sock");
        try (ScriptedAgent agent = script.at(socket)) {
            List<String> words = new ArrayList<>(
                    List.of("chaos", "inject", socket.toString(), "cpu_bound_loop", "--target", "tick", "--for", "5s"));
            words.addAll(List.of(more));
            int exit = Main.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
            return new Ended(
                    exit,
                    out.toString(),
                    err.toString(),
                    List.copyOf(agent.requests()),
                    script.injected().toString());
        }
    }

    @Test
    void itSaysItsIdThatItFiredAndThatItIsOver() throws IOException {
        Ended ended =
                inject(new ChaosAgent(WAITS, STRIKES, STRIKES, over("deadline", 3, false), over("deadline", 3, true)));
        assertEquals(0, ended.exit(), ended.err());
        assertEquals("""
                chaos-00000001: cpu_bound_loop on tick, seed 7, for at most 5 s
                It has really fired.
                Ended: deadline. Fired 3 times. Its effect is gone.
                """, ended.out());
        assertTrue(ended.requests().stream().anyMatch(request -> request.contains("\"ping\"")));
        assertTrue(ended.injected().contains("\"hold\":true"), ended.injected());
    }

    @Test
    void onceIsOnce() throws IOException {
        Ended ended = inject(new ChaosAgent(WAITS, over("deadline", 1, true)));
        assertTrue(ended.out().endsWith("Ended: deadline. Fired once. Its effect is gone.\n"), ended.out());
    }

    @Test
    void forProgramsItIsOneEventALine() throws IOException {
        Ended ended = inject(new ChaosAgent(WAITS, STRIKES, over("count", 3, true)), "--json");
        List<String> events = new ArrayList<>();
        for (String line : ended.out().lines().toList()) {
            events.add(new ObjectMapper().readTree(line).path("event").asText());
        }
        assertEquals(List.of("injected", "fired", "ended"), events);
        assertEquals(0, ended.exit());
    }

    @ParameterizedTest
    @CsvSource({
        "rollback,3,ended before its time: rollback",
        "stopped,3,ended before its time",
        "deadline,0,never fired"
    })
    void whatDidNotDoAsAskedIsFive(String why, int fired, String said) throws IOException {
        Ended ended = inject(new ChaosAgent(WAITS, over(why, fired, true)));
        assertEquals(5, ended.exit(), ended.err());
        assertTrue(ended.err().contains(said), ended.err());
    }

    @Test
    void leavingAsksForNoHold() throws IOException {
        Ended ended = inject(new ChaosAgent(WAITS), "--leave");
        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.injected().contains("\"hold\":false"), ended.injected());
        assertTrue(ended.requests().stream().noneMatch(request -> request.contains("chaos.list")));
    }

    @Test
    void whatWasAskedForIsWhatTheAgentHears() throws IOException {
        Ended ended = inject(
                new ChaosAgent(over("deadline", 1, true)),
                "--percent",
                "12.5",
                "--seed",
                "42",
                "--burst",
                "30s/90s",
                "--rollout",
                "50",
                "--count",
                "3",
                "--dry-run",
                "--rollback",
                "state == FATAL",
                "--rollback",
                "p95 > baseline * 1.15",
                "-o",
                "retry_after=5",
                "-o",
                "text=a=b",
                "-o",
                "flag=true");
        assertEquals(new ObjectMapper().readTree("""
                                {"type":"cpu_bound_loop","duration_ms":5000,"hold":true,"target":"tick","percent":12.5,"seed":42,
                                 "burst_on_ms":30000,"burst_off_ms":90000,"rollout":50,"count":3,"dry_run":true,
                                 "rollback":["state == FATAL","p95 > baseline * 1.15"],
                                 "options":{"retry_after":5,"text":"a=b","flag":true}}"""), new ObjectMapper().readTree(ended.injected()));
    }
}
