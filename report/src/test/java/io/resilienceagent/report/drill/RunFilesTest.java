package io.resilienceagent.report.drill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.report.read.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFilesTest {
    @TempDir
    private Path directory;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        ScenarioRun run = Runs.failed(2, "net_loss", "shadow", Map.of("a_total{b=\"c\"}", 3.0));
        RunFiles.write(directory, run);
        RunFiles.write(directory, Runs.passed(1, "exch_429"));
        List<ScenarioRun> read = RunFiles.read(directory);
        assertEquals(
                List.of("exch_429", "net_loss"),
                read.stream().map(ScenarioRun::scenario).toList());
        ScenarioRun again = read.get(1);
        assertArrayEquals(run.ticks().get(1), again.ticks().get(1));
        assertEquals(run.verdicts(), again.verdicts());
        assertEquals(run.phases(), again.phases());
        assertEquals(run.counted(), again.counted());
        assertEquals(run.injected(), again.injected());
        assertEquals(run.recoveryMs(), again.recoveryMs());
        assertFalse(again.passed());
        assertTrue(read.get(0).passed());
    }

    @Test
    void aScenariosNameIsNoPath() throws IOException {
        Path file = RunFiles.write(directory, Runs.passed(1, "../../etc/x"));
        assertEquals(directory.resolve("runs"), file.getParent());
        assertEquals("01-______etc_x.json", file.getFileName().toString());
    }

    @Test
    void anEarlierDrillIsClearedAway() throws IOException {
        RunFiles.write(directory, Runs.passed(1, "old"));
        RunFiles.prepare(directory);
        assertTrue(assertThrows(Unreadable.class, () -> RunFiles.read(directory))
                .getMessage()
                .contains("has no scenario of a drill"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"version\": 1}",
                "null",
                "{\"version\": \"x\"}",
                "{\"version\": 1, \"ticks\": 3}"
            })
    void whatIsNoScenarioIsSaidSo(String text) throws IOException {
        Path runs = Files.createDirectories(directory.resolve("runs"));
        Path file = Files.writeString(runs.resolve("01-broken.json"), text);
        Unreadable wrong = assertThrows(Unreadable.class, () -> RunFiles.read(directory));
        assertTrue(wrong.getMessage().startsWith(file + " is no scenario of a drill"), wrong::getMessage);
        assertFalse(wrong.next().isEmpty());
    }

    @Test
    void aLaterVersionIsSaidSo() throws IOException {
        Path runs = Files.createDirectories(directory.resolve("runs"));
        Files.writeString(runs.resolve("01-x.json"), "{\"version\": 9, \"drill\": \"x\", \"scenario\": \"x\"}");
        Unreadable wrong = assertThrows(Unreadable.class, () -> RunFiles.read(directory));
        assertTrue(wrong.getMessage().contains("was written by a later version: its form is 9"), wrong::getMessage);
    }
}
