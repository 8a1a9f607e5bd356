package io.resilienceagent.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.CircuitStep;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.OrderStep;
import io.resilienceagent.guard.ProbeAnswer;
import io.resilienceagent.testing.RecordedEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightEventsTest {
    @TempDir
    Path directory;

    @Test
    void aDenialStandsInTheRecordingAndIsToldOn() throws IOException {
        RecordedEvents told = new RecordedEvents();
        Path file = directory.resolve("denials.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(CallDenied.class);
            recording.start();
            new FlightEvents(told)
                    .denied("place_order", "inventory", Denial.of("SKIP_NO_POSITION", "apiKey=abc"), true);
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertEquals(1, events.size());
        assertEquals("resilience.CallDenied", events.get(0).getEventType().getName());
        assertEquals("SKIP_NO_POSITION", events.get(0).getString("code"));
        assertEquals("apiKey=***", events.get(0).getString("reason"));
        assertEquals("place_order", events.get(0).getString("joinPoint"));
        assertEquals(true, events.get(0).getBoolean("enforced"));
        assertEquals(List.of("SKIP_NO_POSITION"), told.denials);
        assertEquals(List.of(), told.failures);
    }

    @Test
    void circuitsOrdersAndProbesStandThereToo() throws IOException {
        RecordedEvents told = new RecordedEvents();
        FlightEvents events = new FlightEvents(told);
        List<RecordedEvent> recorded = recorded(() -> {
            events.circuit(new CircuitStep("place_order", "BTC", "CLOSED", "OPEN", "3 failures, last apiKey=abc"));
            events.order(new OrderStep(
                    7, "place_order", () -> "BUY 1 BTC", "INTENT", "UNKNOWN", "", "signature=abc", 5_000_000, true));
            events.probed(new ProbeAnswer("loops", "state-00000001", "loop tick is stalled", 3_000));
        });
        assertEquals(3, recorded.size(), recorded::toString);
        RecordedEvent circuit = of(recorded, "CircuitTransition");
        assertEquals(
                "BTC CLOSED OPEN",
                circuit.getString("key") + " " + circuit.getString("from") + " " + circuit.getString("to"));
        assertEquals("3 failures, last apiKey=***", circuit.getString("reason"));
        RecordedEvent order = of(recorded, "OrderOutcome");
        assertEquals(7, order.getLong("orderId"));
        assertEquals("BUY 1 BTC", order.getString("what"));
        assertEquals("UNKNOWN", order.getString("outcome"));
        assertEquals("signature=***", order.getString("reason"));
        assertEquals(5, order.getDuration("took").toMillis());
        assertEquals(true, order.getBoolean("ofEarlierRun"));
        RecordedEvent probe = of(recorded, "Probe");
        assertEquals("loops state-00000001", probe.getString("component") + " " + probe.getString("incidentId"));
        assertEquals(false, probe.getBoolean("passed"));
        assertEquals("loop tick is stalled", probe.getString("problem"));
        assertEquals(1, told.circuits.size() * told.orders.size() * told.probes.size(), "told on, once each");
    }

    /** Words are made for those who read them only. */
    @Test
    void anOrderIsPutIntoWordsOnlyWhereItIsRecorded() {
        RecordedEvents told = new RecordedEvents();
        AtomicInteger asked = new AtomicInteger();
        try (Recording recording = new Recording()) {
            recording.disable(OrderOutcome.class);
            recording.start();
            new FlightEvents(told)
                    .order(new OrderStep(
                            7,
                            "place_order",
                            () -> "order " + asked.incrementAndGet(),
                            "INTENT",
                            "ACCEPTED",
                            "1",
                            "",
                            5,
                            false));
        }
        assertEquals(0, asked.get());
        assertEquals(List.of(), told.failures);
    }

    /** Whatever breaks on the way into the recording, the host hears nothing of it. */
    @Test
    void whatFailsIsCountedAndNeverTheHosts() throws IOException {
        RecordedEvents told = new RecordedEvents();
        FlightEvents events = new FlightEvents(told);
        recorded(() -> events.order(new OrderStep(
                7,
                "place_order",
                () -> {
                    throw new StackOverflowError();
                },
                "INTENT",
                "ACCEPTED",
                "1",
                "",
                5,
                false)));
        assertEquals(1, told.failures.size());
        assertTrue(told.failures.get(0).startsWith("FLIGHT_RECORDER_MISSING flight"), told.failures::toString);
    }

    private static RecordedEvent of(List<RecordedEvent> recorded, String kind) {
        return recorded.stream()
                .filter(event -> event.getEventType().getName().equals("resilience." + kind))
                .findFirst()
                .orElseThrow();
    }

    private List<RecordedEvent> recorded(Runnable telling) throws IOException {
        Path file = directory.resolve("told.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            telling.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("resilience."))
                .toList();
    }
}
