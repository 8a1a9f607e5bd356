package io.resilienceagent.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({"250ms,250", "5s,5000", "2m,120000", "1h,3600000", "1d,86400000", "1.5s,1500"})
    void readsTimesAsThePolicyHasThem(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), Times.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-1s", "5 s", "1e9s", "99999999999h", "5s30"})
    void refusesAllElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> Times.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 ms",
        "999,999 ms",
        "1000,1 s",
        "60000,1 min",
        "61000,1 min 1 s",
        "3600000,1 h",
        "7500000,2 h 5 min",
        "90000000,1 d 1 h"
    })
    void tellsAboutHowLong(long millis, String text) {
        assertEquals(text, Times.about(Duration.ofMillis(millis)));
    }

    @Test
    void whatIsNoInstantHasNoLength() {
        assertEquals("", Times.between("yesterday", "2026-01-01T00:00:00Z"));
        assertEquals("1 h", Times.between("2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z"));
    }
}
