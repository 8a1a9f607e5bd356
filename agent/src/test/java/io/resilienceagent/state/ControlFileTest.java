package io.resilienceagent.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlFileTest {
    @TempDir
    Path directory;

    private final StateKit kit = new StateKit();
    private Path file;
    private ControlFile control;

    @BeforeEach
    void open() {
        file = directory.resolve("safe_mode");
        control = new ControlFile(directory, kit.machine);
    }

    @Test
    void theFileIsTheSwitchAndItsFirstLineTheReason() throws IOException {
        control.look();
        assertEquals(List.of(), kit.lines());
        Files.writeString(file, "maintenance\u001b[2J at the exchange\u2028x\nsecond line\n");
        control.look();
        control.look();
        assertEquals(SystemState.SAFE_MODE, kit.state());
        Files.delete(file);
        control.look();
        control.look();
        assertEquals(
                List.of(
                        "INFO SAFE_MODE_SWITCHED on=true by=file reason=maintenance [2J at the exchange x",
                        "INFO SAFE_MODE_SWITCHED on=false by=file reason=file removed"),
                kit.lines("SAFE_MODE_SWITCHED"));
        kit.cycles(6);
        assertEquals(SystemState.RUNNING, kit.state());
        Files.writeString(file, "again");
        control.look();
        assertEquals(Map.of("file", "again"), kit.machine.standing().holds());
    }

    @Test
    void aReasonThatComesAMomentAfterTheFileIsReadToo() throws IOException {
        Files.createFile(file);
        control.look();
        assertEquals(Map.of("file", "none given"), kit.machine.standing().holds());
        Files.writeString(file, "  why not \n");
        control.look();
        assertEquals(Map.of("file", "why not"), kit.machine.standing().holds());
    }

    @Test
    void whateverStandsThereIsTheSwitch() throws IOException {
        Files.createDirectory(file);
        control.look();
        assertEquals(SystemState.SAFE_MODE, kit.state());
        Files.delete(file);
        control.look();
        assertTrue(kit.machine.standing().holds().isEmpty());
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        control.look();
        Files.delete(file);
        control.look();
        Files.writeString(file, "x".repeat(1 << 20));
        control.look();
        assertEquals(203, kit.machine.standing().holds().get("file").length());
    }

    @Test
    void aFileThatWasRemovedWhileTheBotWasDownIsNoSwitchAnyMore() {
        Standing held = kit.machine.standing().with(Map.of("file", "of old", "admin", "stays"));
        kit.machine.resume(new Restored(Optional.of(held), Optional.empty()), false);
        control.look();
        assertEquals(Map.of("admin", "stays"), kit.machine.standing().holds());
        assertEquals(SystemState.SAFE_MODE, kit.state());
    }
}
