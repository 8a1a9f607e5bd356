package io.resilienceagent.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentTest {
    @ParameterizedTest
    @CsvSource({"0,0", "100,100", "007,7", "50.0,50", "1e2,100", "0e9,0", "+5,5", ".5,0.5", "0.0000001,0.0000001"})
    void itIsTheSameHoweverItIsWritten(String given, String text) {
        assertEquals(text, new Percent(given).text());
        assertEquals(new Percent(text), new Percent(new BigDecimal(given)));
        assertEquals(0, new BigDecimal(text).compareTo(new Percent(given).value()));
        assertEquals(new BigDecimal(text).doubleValue() / 100, new Percent(given).fraction());
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "999", "100.1", "-1", "-0.1", "1000", "", "x", "5%"})
    void allElseIsRefused(String given) {
        assertThrows(IllegalArgumentException.class, () -> new Percent(given));
    }

    @Test
    void wholeNumbersAreReadInEachOfTheirForms() {
        assertEquals(Optional.of(12L), Numbers.whole("12"));
        assertEquals(Optional.of(-12L), Numbers.whole("-12"));
        assertEquals(Optional.of(1200L), Numbers.whole("1.2e3"));
        assertEquals(Optional.of(Long.MAX_VALUE), Numbers.whole(Long.toString(Long.MAX_VALUE)));
        assertEquals(Optional.empty(), Numbers.whole("9223372036854775808"));
        assertEquals(Optional.empty(), Numbers.whole("1.5"));
        assertEquals(Optional.empty(), Numbers.whole("twelve"));
    }
}
