package io.resilienceagent.cli.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.process.ProcessFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttachingTest {
    @Test
    void aProcessThatEndsMeanwhileIsSaidToHaveEnded() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        ProcessFiles files = new ProcessFiles(process.pid());
        process.destroyForcibly().waitFor();
        Trouble trouble = assertThrows(
                Trouble.class, () -> new Attaching(files, Path.of("/opt/resilience.jar"), Duration.ofSeconds(20))
                        .load("policy=/p.yaml", ""));
        assertEquals("BOT_ENDED", trouble.code());
        assertEquals("process " + process.pid() + " ended while the agent was on its way", trouble.getMessage());
        assertEquals(Exit.UNREACHABLE, trouble.exit());
    }

    /** It is asked of this very process: nothing may come in, and no attach socket may be left. */
    @Test
    void gettingReadyDoesNothingToAnybody() {
        Path socket = Path.of("/tmp", ".java_pid" + ProcessHandle.current().pid());
        boolean before = Files.exists(socket);
        Attaching.prepare();
        assertEquals(before, Files.exists(socket));
    }
}
