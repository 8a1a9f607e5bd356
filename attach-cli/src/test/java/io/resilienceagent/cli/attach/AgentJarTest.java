package io.resilienceagent.cli.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.cli.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentJarTest {
    @TempDir
    private Path directory;

    private Path jar(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    @Test
    void theCommandLineWinsThenTheEnvironmentThenTheNeighbour() throws IOException {
        Path here = Files.createDirectories(directory.resolve("attach-cli/target"));
        Path built = jar("agent/target/resilience.jar");
        assertEquals(built, AgentJar.find(Optional.empty(), Map.of(), here));
        Path beside = jar("attach-cli/target/resilience.jar");
        assertEquals(beside, AgentJar.find(Optional.empty(), Map.of(), here));
        Path told = jar("told.jar");
        Map<String, String> environment = Map.of("RESILIENCE_AGENT", told.toString());
        assertEquals(told, AgentJar.find(Optional.empty(), environment, here));
        Path named = jar("named.jar");
        assertEquals(named, AgentJar.find(Optional.of(named), environment, here));
    }

    @Test
    void whatWasNamedAndIsNotThereIsAnError() throws IOException {
        jar("attach-cli/target/resilience.jar");
        Path here = directory.resolve("attach-cli/target");
        Trouble trouble = assertThrows(
                Trouble.class, () -> AgentJar.find(Optional.of(directory.resolve("no.jar")), Map.of(), here));
        assertEquals("NO_AGENT_JAR", trouble.code());
        assertTrue(trouble.next().contains("--agent"));
    }
}
