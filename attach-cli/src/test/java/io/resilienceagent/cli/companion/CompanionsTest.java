package io.resilienceagent.cli.companion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.cli.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompanionsTest {
    @TempDir
    private Path directory;

    private void write() throws IOException {
        Companions.main(new String[] {directory.toString(), "1.2.3"});
    }

    private static void names(CommandLine command, Set<String> names) {
        names.add(command.getCommandSpec().qualifiedName("-") + ".1");
        command.getSubcommands().values().forEach(below -> names(below, names));
    }

    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    @Test
    void everyCommandHasItsManPage() throws IOException {
        write();
        Set<String> wanted = new TreeSet<>();
        names(Main.commandLine(), wanted);
        try (var pages = Files.list(directory.resolve("man/man1"))) {
            Set<String> found = new TreeSet<>();
            pages.forEach(page -> found.add(page.getFileName().toString()));
            assertEquals(wanted, found);
        }
        String page = Files.readString(directory.resolve("man/man1/resilience-chaos-inject.1"));
        for (String said :
                List.of(".TH \"RESILIENCE-CHAOS-INJECT\" 1", ".SH OPTIONS", "\\-\\-for TIME", ".SH EXIT STATUS")) {
            assertTrue(page.contains(said), () -> said + "\n" + page);
        }
        assertTrue(page.lines().noneMatch(line -> line.contains("${")), page);
    }

    @Test
    void theCompletionIsGoodShell() throws IOException, InterruptedException {
        write();
        run(directory, "bash", "-n", "completion/resilience");
        String offered = run(
                directory,
                "bash",
                "-c",
                ". completion/resilience; COMP_WORDS=(resilience ch); COMP_CWORD=1; _complete_resilience;"
                        + " echo \"${COMPREPLY[@]}\"");
        assertEquals("check chaos", offered.strip());
    }

    @Test
    void theLauncherIsGoodShell() throws IOException, InterruptedException {
        write();
        run(directory, "sh", "-n", "resilience");
        assertTrue(Files.isExecutable(directory.resolve("resilience")));
    }
}
