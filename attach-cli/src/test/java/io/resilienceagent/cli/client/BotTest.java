package io.resilienceagent.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.cli.ScriptedAgent;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.process.ProcessFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether an agent is there, asked of this very process. */
@Timeout(60)
class BotTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final Bot self = new Bot(ProcessFiles.self());

    private ScriptedAgent agent() throws IOException {
        return new ScriptedAgent(
                directory.resolve("control.sock"),
                request -> "{\"version\":1,\"id\":1,\"result\":{\"protocol\":1,\"pid\":"
                        + ProcessHandle.current().pid() + "}}\n");
    }

    @Test
    void oneThatAnswersIsThere() throws IOException {
        try (ScriptedAgent agent = agent();
                ControlClient client = self.connectIfThere(PATIENCE).orElseThrow()) {
            assertEquals(directory.resolve("control.sock"), client.socket());
            assertEquals(1, agent.requests().size());
        }
    }

    @Test
    void whereThereIsNoneThereIsNone() {
        assertTrue(self.unguarded().isEmpty());
        assertTrue(self.connectIfThere(PATIENCE).isEmpty());
        assertEquals(
                ProcessHandle.current().pid(), self.unguarded().orElseThrow().pid());
        Bot told = new Bot(Long.toString(ProcessHandle.current().pid()), Optional.of(directory));
        assertTrue(told.connectIfThere(PATIENCE).isEmpty());
        // Its process was not searched: there may be one elsewhere.
        assertTrue(told.unguarded().isEmpty());
    }

    /** It takes its socket's name away before it hears nobody any more. */
    @Test
    void oneThatIsLeavingIsWaitedFor() throws Exception {
        ScriptedAgent agent = agent();
        Files.delete(directory.resolve("control.sock"));
        assertEquals(
                "NOBODY_LISTENS",
                assertThrows(Trouble.class, () -> self.connect(PATIENCE)).code());
        FutureTask<Optional<ControlClient>> asking = new FutureTask<>(() -> self.connectIfThere(PATIENCE));
        new Thread(asking).start();
        agent.close();
        assertTrue(asking.get().isEmpty());
    }
}
