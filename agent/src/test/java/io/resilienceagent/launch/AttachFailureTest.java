package io.resilienceagent.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bot that runs is never ended by an attach that fails; one that starts is, and does not trade unguarded. */
class AttachFailureTest {
    @TempDir
    Path directory;

    @Test
    void aRunningBotGoesOn() throws Exception {
        Jvm.Ended ended = run("agentmain");
        assertEquals(0, ended.exitCode(), ended.err());
        assertTrue(ended.out().contains("the bot goes on"), ended.out());
        assertTrue(ended.out().contains("could not start"), ended.out());
    }

    @Test
    void aStartingBotIsEnded() throws Exception {
        assertEquals(77, run("premain").exitCode());
    }

    private Jvm.Ended run(String how) throws Exception {
        String classPath = locationOf(AgentMain.class) + File.pathSeparator + locationOf(Bot.class);
        return new Jvm(Jdks.all().get(0), directory)
                .running("-cp", classPath, Bot.class.getName(), how)
                .run();
    }

    private static Path locationOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Starts the agent as the JVM does, from class files: where it finds no jar of its own. */
    static final class Bot {
        private Bot() {}

        public static void main(String[] arguments) {
            try {
                if (arguments[0].equals("premain")) {
                    AgentMain.premain("", null);
                } else {
                    AgentMain.agentmain("", null);
                }
            } catch (RuntimeException told) {
                System.out.println(told.getMessage());
            }
            System.out.println("the bot goes on");
        }
    }
}
