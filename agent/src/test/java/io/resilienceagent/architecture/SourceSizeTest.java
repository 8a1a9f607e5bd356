package io.resilienceagent.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files are small enough to be read whole, and are called what they are. */
class SourceSizeTest {
    private static final int MEDIAN = 100;
    private static final int LONGEST = 400;
    private static final List<String> VAGUE = List.of("Impl", "Manager", "Helper", "Util", "Utils");

    private static final Map<Path, Integer> LINES = lines();

    @Test
    void theMedianFileIsShort() {
        List<Integer> sorted = LINES.values().stream().sorted().toList();
        int median = sorted.get(sorted.size() / 2);
        assertTrue(median <= MEDIAN, () -> "median " + median);
    }

    @Test
    void noFileIsVeryLong() {
        assertEquals(
                Map.of(),
                LINES.entrySet().stream()
                        .filter(file -> file.getValue() > LONGEST)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Test
    void namesSayWhatItIs() {
        assertEquals(
                List.of(),
                LINES.keySet().stream()
                        .map(file -> file.getFileName().toString().replace(".java", ""))
                        .filter(name -> VAGUE.stream().anyMatch(name::endsWith))
                        .toList());
    }

    private static Map<Path, Integer> lines() {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            Map<Path, Integer> lines = new TreeMap<>();
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                lines.put(file, Files.readAllLines(file).size());
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
