package io.resilienceagent.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.AnnotationElement;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.ValueDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What viewers make of our events: each kind and each field says what it is, in which unit, and to what it belongs. */
class EventTypesTest {
    private static final Set<String> OF_THE_RECORDER = Set.of("startTime", "duration", "eventThread", "stackTrace");
    private static final Set<String> CATEGORIES = Set.of("Chaos", "Guards", "Incidents", "Loops", "Orders", "State");

    /** Numbers that are no measure: everything else needs a unit. */
    private static final Set<String> COUNTS =
            Set.of("cycle", "needed", "ticks", "totalTasks", "fired", "seed", "orderId");

    /** The kinds by what a field measures. */
    private static final Map<String, Set<String>> UNITS = Map.of(
            "jdk.jfr.Timespan",
            Set.of(
                    "detectedAfter",
                    "inOldState",
                    "limit",
                    "longest",
                    "runTime",
                    "sampledOver",
                    "sinceProgress",
                    "stalled",
                    "timeTaken",
                    "took"),
            "jdk.jfr.Timestamp",
            Set.of("at", "stuckSince"),
            "jdk.jfr.DataAmount",
            Set.of("fileSize"));

    static List<Class<? extends Event>> kinds() {
        return EventTypes.ALL;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aKindSaysWhatItIs(Class<? extends Event> kind) {
        EventType type = EventType.getEventType(kind);
        assertTrue(type.getName().startsWith("resilience."), type.getName());
        words(type.getName(), type.getLabel(), type.getDescription());
        assertEquals(2, type.getCategoryNames().size(), type.getName());
        assertEquals("Resilience", type.getCategoryNames().get(0));
        assertTrue(CATEGORIES.contains(type.getCategoryNames().get(1)), () -> type.getCategoryNames()
                .toString());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachFieldSaysWhatItIsAndInWhichUnit(Class<? extends Event> kind) {
        EventType type = EventType.getEventType(kind);
        for (ValueDescriptor field : type.getFields()) {
            if (!OF_THE_RECORDER.contains(field.getName())) {
                String name = type.getName() + "." + field.getName();
                words(name, field.getLabel(), field.getDescription());
                assertEquals(unit(field.getName()), annotations(field, "jdk.jfr."), name);
            }
        }
    }

    private static Set<String> unit(String field) {
        return UNITS.entrySet().stream()
                .filter(unit -> unit.getValue().contains(field))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** A new number must be put into one of the two tables, so that nobody forgets its unit. */
    @ParameterizedTest
    @MethodSource("kinds")
    void eachNumberIsACountOrHasAUnit(Class<? extends Event> kind) {
        for (ValueDescriptor field : EventType.getEventType(kind).getFields()) {
            boolean number = Set.of("long", "int", "double", "float", "short").contains(field.getTypeName());
            if (number && !OF_THE_RECORDER.contains(field.getName())) {
                boolean measured = !unit(field.getName()).isEmpty();
                assertTrue(measured ^ COUNTS.contains(field.getName()), field::getName);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void namesOfIncidentsAreRelations(Class<? extends Event> kind) {
        for (ValueDescriptor field : EventType.getEventType(kind).getFields()) {
            boolean incident = field.getName().endsWith("ncidentId");
            assertEquals(
                    incident ? Set.of("resilience.IncidentRelation") : Set.of(),
                    annotations(field, "resilience."),
                    field.getName());
            if (incident) {
                AnnotationElement relation = field.getAnnotationElements().stream()
                        .filter(each -> each.getTypeName().startsWith("resilience."))
                        .findFirst()
                        .orElseThrow();
                assertTrue(relation.getAnnotationElements().stream()
                        .anyMatch(each -> each.getTypeName().equals("jdk.jfr.Relational")));
            }
        }
    }

    /** What is not in the list stays with the JVM's recorder for ever when the agent leaves. */
    @Test
    void everyEventOfTheRoomIsInTheList() throws Exception {
        Set<String> events = new TreeSet<>();
        Path room = Path.of("src", "main", "java", "io", "resilienceagent", "flight");
        try (Stream<Path> files = Files.list(room)) {
            for (Path file : files.toList()) {
                if (Files.readString(file).contains(" extends Event {")) {
                    events.add(file.getFileName().toString().replace(".java", ""));
                }
            }
        }
        assertFalse(events.isEmpty());
        assertEquals(
                events,
                EventTypes.ALL.stream().map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new)));
        assertEquals(
                Set.of(
                        "LoopTick",
                        "LoopLag",
                        "LoopStall",
                        "StateTransition",
                        "CallDenied",
                        "CircuitTransition",
                        "OrderOutcome",
                        "FaultInjected",
                        "TaskDump",
                        "Recovery",
                        "Probe"),
                EventTypes.ALL.stream()
                        .map(kind -> EventType.getEventType(kind).getName().replace("resilience.", ""))
                        .collect(Collectors.toSet()));
    }

    private static void words(String name, String label, String description) {
        assertNotNull(label, name);
        assertTrue(label.matches("[A-Z].{1,29}"), () -> name + ": " + label);
        assertNotNull(description, name);
        assertTrue(description.length() > 10 && !description.endsWith("."), () -> name + ": " + description);
    }

    /** Of the units and marks that a field has, those whose names begin so; labels are looked at elsewhere. */
    private static Set<String> annotations(ValueDescriptor field, String prefix) {
        return field.getAnnotationElements().stream()
                .map(AnnotationElement::getTypeName)
                .filter(name -> name.startsWith(prefix))
                .filter(name -> !Set.of("jdk.jfr.Label", "jdk.jfr.Description", "jdk.jfr.Name")
                        .contains(name))
                .collect(Collectors.toSet());
    }
}
