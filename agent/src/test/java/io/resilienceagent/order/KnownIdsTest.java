package io.resilienceagent.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KnownIdsTest {
    private final ToldEvents events = new ToldEvents();
    private final KnownIds known = new KnownIds(10, events);

    @Test
    void theOldestGoFirstAndThatIsTold() {
        for (int i = 0; i < 12; i++) {
            known.add("BTC", "" + i, i);
        }
        assertEquals(10, known.size());
        assertFalse(known.contains("BTC", "1"));
        assertTrue(known.contains("BTC", "2"));
        assertFalse(known.contains("ETH", "2"));
        assertEquals(1, events.notices.size());
    }

    @Test
    void aDayLaterTheyGoQuietly() {
        known.add("BTC", "1", 0);
        known.add("BTC", "2", Duration.ofHours(25).toNanos());
        assertFalse(known.contains("BTC", "1"));
        assertTrue(events.notices.isEmpty());
    }
}
