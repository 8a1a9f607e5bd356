package io.resilienceagent.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while its state changes: the next one finds the last state that was saved, or a later one. */
class KilledStateTest {
    private static final int ROUNDS = 8;

    @TempDir
    Path root;

    /** Goes into SAFE_MODE and back until it is killed; says each state that the disk has. */
    static final class Changer {
        private Changer() {}

        public static void main(String[] arguments) {
            PrintStream out = System.out;
            StateKit kit = new StateKit();
            StateKeeper keeper =
                    new StateKeeper(new StateFile(Path.of(arguments[0]), kit.log), kit.machine, kit.ticker(), kit.log);
            for (long number = 0; ; number++) {
                kit.machine.manual(true, "test", Long.toString(number));
                if (keeper.save()) {
                    out.println(number);
                }
            }
        }
    }

    @Test
    void aKillLeavesAWholeState() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < ROUNDS; round++) {
            Path directory = Files.createDirectory(root.resolve("round" + round));
            long said = runAndKill(directory, 1 + random.nextInt(200));
            StateKit kit = new StateKit();
            Restored restored = new StateFile(directory, kit.log).read();
            assertEquals(Optional.empty(), restored.problem());
            Standing standing = restored.standing().orElseThrow();
            assertEquals(SystemState.SAFE_MODE, standing.state());
            long found = Long.parseLong(standing.holds().get("test"));
            assertTrue(found == said || found == said + 1, "said " + said + ", found " + found);
        }
    }

    /** The last number that the process had said when it was killed after so many. */
    private static long runAndKill(Path directory, int lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Changer.class.getName(),
                        directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long said = -1;
        try (BufferedReader reader = process.inputReader()) {
            for (int i = 0; i < lines; i++) {
                String line = reader.readLine();
                assertNotNull(line, "the process ended by itself");
                said = Long.parseLong(line);
            }
            // By its handle: the process itself would close the stream with what it still has to say.
            process.toHandle().destroyForcibly();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                // The last line may have been cut short by the kill; it is the next number or none.
                said = line.equals(Long.toString(said + 1)) ? said + 1 : said;
            }
        }
        process.waitFor();
        return said;
    }
}
