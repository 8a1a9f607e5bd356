package io.resilienceagent.guard;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that is set or skewed must not open, close or hold anything: no class here can even name the wall clock. */
class MonotonicTimeTest {
    private static final List<String> WALL_CLOCKS =
            List.of("currentTimeMillis", "java/time/Instant", "java/time/Clock", "java/util/Date", "LocalDateTime");

    @ParameterizedTest
    @ValueSource(strings = {"guard", "breaker"})
    void noClassNamesTheWallClock(String room) throws IOException, URISyntaxException {
        Path classes = Path.of(
                Guard.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files =
                Files.list(classes.resolve("io/resilienceagent").resolve(room))) {
            List<Path> all = files.toList();
            assertTrue(all.size() > 5, "found the classes");
            for (Path file : all) {
                String constants = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                WALL_CLOCKS.forEach(clock -> assertFalse(constants.contains(clock), file + " names " + clock));
            }
        }
    }
}
