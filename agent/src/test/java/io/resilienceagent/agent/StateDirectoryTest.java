package io.resilienceagent.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void argumentsThenThePolicyThenSystemdThenHere() {
        assertEquals(Path.of("/a"), StateDirectory.locate(Optional.of("/a"), Optional.of("/p"), "/s"));
        assertEquals(Path.of("/p"), StateDirectory.locate(Optional.empty(), Optional.of("/p"), "/s"));
        assertEquals(Path.of("/s"), StateDirectory.locate(Optional.empty(), Optional.empty(), "/s:/t"));
        Path here = Path.of("resilience-state").toAbsolutePath();
        assertEquals(here, StateDirectory.locate(Optional.empty(), Optional.empty(), " "));
        assertEquals(here, StateDirectory.locate(Optional.empty(), Optional.empty(), null));
    }

    @Test
    void itIsItsOwnersAlone() throws Exception {
        Path path = folder.resolve("a").resolve("b");
        try (StateDirectory state = StateDirectory.take(path)) {
            assertEquals("rwx------", rights(state.path()));
            assertEquals("rw-------", rights(path.resolve("lock")));
        }
    }

    @Test
    void aLockFileThatOthersCouldReadIsTakenFromThem() throws Exception {
        Path lock = Files.writeString(folder.resolve("lock"), "process 1");
        Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("rw-r--r--"));
        StateDirectory.take(folder).close();
        assertEquals("rw-------", rights(lock));
    }

    @Test
    void onlyOneHoldsIt() throws Exception {
        StateDirectory first = StateDirectory.take(folder);
        Unusable unusable = assertThrows(Unusable.class, () -> StateDirectory.take(folder));
        String holder = "process " + ProcessHandle.current().pid();
        assertTrue(unusable.problems().get(0).contains("held by " + holder), unusable.problems()::toString);
        first.close();
        StateDirectory.take(folder).close();
    }

    @Test
    void aFileInItsPlaceIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("state"), "");
        List<String> problems =
                assertThrows(Unusable.class, () -> StateDirectory.take(file)).problems();
        assertTrue(problems.get(0).contains(file.toString()), problems::toString);
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
