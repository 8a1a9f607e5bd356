package io.resilienceagent.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.guard.Denial;
import io.resilienceagent.testing.RecordedEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
}
