package io.resilienceagent.report.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plan of the reader's house, held against its sources: who may know whom, who may use what, how long a file is. */
class ArchitectureTest {
    private static final String BASE = "io.resilienceagent.report.";
    private static final Pattern NAMED = Pattern.compile("io\\.resilienceagent\\.report\\.([a-z]+)\\.");

    /** Each room, and the rooms that it may know; the composition root, which is in none, knows all. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.of(
            "text", Set.of(),
            "story", Set.of(),
            "read", Set.of("text", "story"),
            "rule", Set.of("text", "story"),
            "mission", Set.of("text", "read", "rule"),
            "drill", Set.of("text", "read", "rule"),
            "page", Set.of("text", "story", "rule", "drill"));

    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "org.openjdk.jmc",
            Set.of("mission"),
            "jdk.jfr",
            Set.of("read"),
            "com.fasterxml",
            Set.of("read", "drill", "page", ""));

    private static Map<Path, String> sources() {
        Path root = Path.of("src", "main", "java", "io", "resilienceagent", "report");
        Map<Path, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                sources.put(root.relativize(file), Files.readString(file));
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String room(Path file) {
        return file.getNameCount() == 1 ? "" : file.getName(0).toString();
    }

    @Test
    void roomsKnowOnlyWhomTheyMay() {
        Set<String> rooms = new TreeSet<>();
        sources().forEach((file, text) -> {
            String room = room(file);
            if (!room.isEmpty()) {
                rooms.add(room);
                Matcher named = NAMED.matcher(text.replaceFirst("package .*;", ""));
                while (named.find()) {
                    String other = named.group(1);
                    assertTrue(
                            other.equals(room)
                                    || MAY_KNOW.getOrDefault(room, Set.of()).contains(other),
                            () -> file + " knows " + other);
                }
                assertTrue(!text.contains(BASE + "Report;"), () -> file + " knows the root");
            }
        });
        assertEquals(new TreeSet<>(MAY_KNOW.keySet()), rooms);
    }

    @Test
    void librariesAreKnownInOneRoom() {
        sources()
                .forEach((file, text) -> LIBRARIES.forEach((library, rooms) -> assertTrue(
                        !text.contains("import " + library + ".") || rooms.contains(room(file)),
                        () -> file + " uses " + library)));
    }

    @Test
    void filesAreShort() {
        List<Long> lines = sources().values().stream()
                .map(text -> text.lines().count())
                .sorted()
                .toList();
        assertTrue(lines.get(lines.size() - 1) <= 400, lines::toString);
        assertTrue(lines.get(lines.size() / 2) <= 100, lines::toString);
    }
}
