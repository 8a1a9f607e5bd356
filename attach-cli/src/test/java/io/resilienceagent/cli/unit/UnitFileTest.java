package io.resilienceagent.cli.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.resilienceagent.cli.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitFileTest {
    private static final Path SAMPLE = Path.of("..", "docs", "market-bot.service");

    @TempDir
    private Path directory;

    private static UnitFile sample() {
        return new UnitFile(
                "market-bot",
                "market-bot",
                List.of(
                        "/usr/bin/java",
                        "-javaagent:/opt/market-bot/resilience.jar=/opt/market-bot/market-bot.yaml",
                        "-jar",
                        "/opt/market-bot/bot.jar",
                        "--ticks",
                        "0",
                        "--data",
                        "/var/lib/market-bot/data"),
                60);
    }

    private static List<String> directives(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("Description="))
                .toList();
    }

    /** The unit of the sample bot is run under a real systemd by other tests: this one must say the same. */
    @Test
    void itIsTheUnitThatIsTestedUnderSystemd() throws IOException {
        assertEquals(directives(Files.readString(SAMPLE)), directives(sample().text()));
        assertTrue(sample().text().lines().noneMatch(line -> line.contains("@name@") || line.contains("@user@")));
    }

    @Test
    void systemdFindsNothingWrong() throws IOException, InterruptedException {
        Path analyze = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(Files.isExecutable(analyze), "there is no systemd-analyze");
        Path unit = directory.resolve("check-bot.service");
        String java = ProcessHandle.current().info().command().orElseThrow();
        Files.writeString(unit, new UnitFile("check-bot", "root", List.of(java, "-jar", "/a b/50%$x.jar"), 60).text());
        Path alarm = directory.resolve("check-bot-alarm.service");
        Files.writeString(alarm, "[Service]\nType=oneshot\nExecStart=/bin/true\n");
        Process process = new ProcessBuilder(
                        analyze.toString(), "verify", "--man=no", unit.toString(), alarm.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        // What it says of other units of the machine is none of ours.
        assertEquals(
                List.of(),
                said.lines().filter(line -> line.contains("check-bot")).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/opt/bot.jar | /opt/bot.jar",
                "/opt/my bot.jar | \"/opt/my bot.jar\"",
                "50% | 50%%",
                "$HOME | $$HOME",
                "a\"b | \"a\\\"b\"",
                "a;b | \"a;b\""
            })
    void aWordMeansItself(String word, String written) {
        assertEquals(written.strip(), UnitFile.quoted(word.strip()));
    }

    @Test
    void whatWouldBeAnotherDirectiveIsRefused() {
        assertThrows(Trouble.class, () -> UnitFile.quoted("x\nExecStartPre=/bin/sh"));
        assertThrows(Trouble.class, () -> new UnitFile("a\nb", "u", List.of(), 1));
        assertThrows(Trouble.class, () -> new UnitFile("a", "u v", List.of(), 1));
    }
}
