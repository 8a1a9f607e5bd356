package io.resilienceagent.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The plan of the house, held against the class files: who may know whom, and who may use what. */
class ArchitectureTest {
    private static final List<ClassFacts> CLASSES = ClassFacts.all();

    /** The composition root knows all but the launcher. */
    private static final Set<String> AGENT_KNOWS = Set.of(
            "policy",
            "guard",
            "bind",
            "breaker",
            "incident",
            "executor",
            "cause",
            "loop",
            "dump",
            "flight",
            "state",
            "systemd",
            "response",
            "order",
            "weave",
            "chaos",
            "control",
            "metrics");

    /** Each room, and the rooms that it may know. A room that is not here is a room that nobody planned. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("launch", Set.of()),
            Map.entry("policy", Set.of()),
            Map.entry("guard", Set.of("policy")),
            Map.entry("bind", Set.of("policy", "guard")),
            Map.entry("breaker", Set.of("policy", "guard")),
            Map.entry("incident", Set.of("guard")),
            Map.entry("executor", Set.of("guard", "bind")),
            Map.entry("cause", Set.of("guard", "bind", "executor")),
            Map.entry("loop", Set.of("policy", "guard", "incident", "executor", "cause")),
            Map.entry("dump", Set.of("guard", "incident", "executor", "cause")),
            Map.entry("flight", Set.of("guard", "cause")),
            Map.entry("state", Set.of("policy", "guard", "bind", "incident")),
            Map.entry("systemd", Set.of("guard")),
            Map.entry("order", Set.of("policy", "guard", "bind")),
            Map.entry("shape", Set.of()),
            Map.entry("weave", Set.of("policy", "guard", "bind", "shape")),
            Map.entry(
                    "response",
                    Set.of("policy", "guard", "incident", "cause", "loop", "dump", "flight", "state", "systemd")),
            Map.entry("chaos", Set.of("policy", "guard", "bind", "executor", "loop")),
            Map.entry("control", Set.of("guard", "incident")),
            Map.entry("metrics", Set.of("guard", "breaker", "incident", "cause", "loop", "state", "order", "chaos")),
            Map.entry("agent", AGENT_KNOWS));

    /** The libraries, and the only rooms that may know them. */
    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "org.snakeyaml.", Set.of("policy"),
            "org.objectweb.asm.", Set.of("shape", "weave"),
            "com.fasterxml.", Set.of("agent", "incident", "dump", "state", "control"),
            "com.sun.jna.", Set.of("systemd"),
            "io.prometheus.", Set.of("metrics"),
            "jdk.jfr.", Set.of("flight"),
            "jdk.net.", Set.of("control"));

    @Test
    void roomsKnowOnlyWhomTheyMay() {
        Map<String, Set<String>> known = new TreeMap<>();
        for (ClassFacts type : CLASSES) {
            Set<String> rooms = known.computeIfAbsent(type.room(), room -> new TreeSet<>());
            type.names().stream().map(ClassFacts::roomOf).forEach(rooms::add);
            rooms.removeAll(Set.of("", type.room()));
        }
        assertEquals(new TreeSet<>(MAY_KNOW.keySet()), known.keySet());
        known.forEach((room, rooms) -> {
            Set<String> more = new TreeSet<>(rooms);
            more.removeAll(MAY_KNOW.get(room));
            assertEquals(Set.of(), more, () -> room + " knows too much");
        });
    }

    /** The table itself has an order: what may be known knows less. */
    @Test
    void noTwoRoomsKnowEachOther() {
        Set<String> placed = new TreeSet<>();
        while (placed.size() < MAY_KNOW.size()) {
            List<String> next = MAY_KNOW.entrySet().stream()
                    .filter(room -> !placed.contains(room.getKey()) && placed.containsAll(room.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            assertTrue(!next.isEmpty(), () -> "a circle; without one are only " + placed);
            placed.addAll(next);
        }
    }

    @Test
    void librariesAreKnownInOneRoom() {
        LIBRARIES.forEach((library, rooms) -> {
            Set<String> users = new TreeSet<>();
            CLASSES.stream()
                    .filter(type -> type.names().stream().anyMatch(name -> name.startsWith(library)))
                    .forEach(type -> users.add(type.room()));
            users.removeAll(rooms);
            assertEquals(Set.of(), users, library);
        });
    }

    @Test
    void nothingButTheJdkIsUsedBesides() {
        CLASSES.forEach(type -> type.names()
                .forEach(name -> assertTrue(
                        List.of(
                                                "java.",
                                                "javax.net.ssl.",
                                                "jdk.jfr.",
                                                "jdk.net.",
                                                "com.sun.management.",
                                                "io.resilienceagent.",
                                                "org.snakeyaml.",
                                                "org.objectweb.asm.",
                                                "com.fasterxml.",
                                                "com.sun.jna.",
                                                "io.prometheus.")
                                        .stream()
                                        .anyMatch(name::startsWith)
                                || name.indexOf('.') < 0,
                        () -> type.name() + " uses " + name)));
    }

    /** What runs first, on the host's class path, wakes nothing that the host wants to set up itself. */
    @Test
    void theLauncherWakesNothing() {
        for (ClassFacts type : room("launch")) {
            assertEquals(
                    Set.of(),
                    named(type, List.of("java.util.logging.", "java.nio.file.", "javax.", "java.lang.management.")),
                    type.name());
            assertEquals(
                    Set.of(), calls(type, call -> call.startsWith("java.lang.invoke.LambdaMetafactory")), type.name());
        }
    }

    @Test
    void theLauncherHasNoLambda() {
        // Texts put together by + are invokedynamic too, and wake the same machinery.
        room("launch").forEach(type -> assertEquals(0, type.dynamicCalls(), type.name()));
    }

    /** Windows, deadlines and breakers are on the monotonic clock: a jump of the wall's must change nothing. */
    @Test
    void theWallClockIsNotRead() {
        Set<String> wall = Set.of(
                "java.lang.System#currentTimeMillis",
                "java.time.Instant#now",
                "java.time.LocalDateTime#now",
                "java.time.ZonedDateTime#now",
                "java.time.Clock#systemUTC",
                "java.util.Date#<init>");
        for (String room : List.of("guard", "breaker", "weave", "bind")) {
            room(room).forEach(type -> assertEquals(Set.of(), calls(type, wall::contains), type.name()));
        }
    }

    /** The host's streams and logger are the host's; ours is the one line of {@code EventLog}, given by the agent. */
    @Test
    void nobodyPrints() {
        for (String room : List.of("policy", "guard", "bind", "breaker", "order", "weave", "incident")) {
            room(room)
                    .forEach(type -> assertEquals(
                            Set.of(),
                            calls(
                                    type,
                                    Set.of(
                                            "java.lang.System#exit",
                                            "java.lang.Runtime#halt",
                                            "java.lang.Throwable#printStackTrace")::contains),
                            type.name()));
        }
    }

    private static List<ClassFacts> room(String room) {
        List<ClassFacts> classes =
                CLASSES.stream().filter(type -> type.room().equals(room)).toList();
        assertTrue(!classes.isEmpty(), room);
        return classes;
    }

    private static Set<String> named(ClassFacts type, List<String> starts) {
        Set<String> named = new TreeSet<>(type.names());
        named.removeIf(name -> starts.stream().noneMatch(name::startsWith));
        return named;
    }

    private static Set<String> calls(ClassFacts type, Predicate<String> sought) {
        Set<String> calls = new TreeSet<>(type.calls());
        calls.removeIf(sought.negate());
        return calls;
    }
}
