package io.resilienceagent.cli.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.process.JavaProcess;
import io.resilienceagent.cli.process.ProcessFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttachingTest {
    @Test
    void aProcessThatEndsMeanwhileIsSaidToHaveEnded() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        JavaProcess jvm = new JavaProcess(new ProcessFiles(process.pid()), Map.of(), List.of(), "bot.jar", "17", true);
        process.destroyForcibly().waitFor();
        Trouble trouble = assertThrows(
                Trouble.class, () -> new Attaching(jvm, Path.of("/opt/resilience.jar"), Duration.ofSeconds(20))
                        .load("policy=/p.yaml"));
        assertEquals("BOT_ENDED", trouble.code());
        assertEquals("process " + process.pid() + " ended while the agent was on its way", trouble.getMessage());
        assertEquals(Exit.UNREACHABLE, trouble.exit());
    }
}
