package io.resilienceagent.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small language of rollback conditions. */
class LiveConditionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            p95 > 250               | 251  | 0   | true
            p95 > 250               | 250  | 0   | false
            p95>250.5               | 250.6| 0   | true
            p95 > baseline * 1.15   | 116  | 100 | true
            p95 > baseline * 1.15   | 114  | 100 | false
            p95 >= baseline         | 100  | 100 | true
            p95 < baseline*0.5      | 49   | 100 | true
            deadline_miss > 2       | 2.1  | 0   | true
            deadline_miss <= 2      | 2.1  | 0   | false
            errors != 0             | 1    | 0   | true
            errors == 3             | 3    | 0   | true
            """)
    void aNumberIsComparedWithItsBound(String text, double value, double baseline, boolean holds) {
        assertEquals(holds, LiveCondition.parse(text).holds(value, baseline));
    }

    @Test
    void aStateIsComparedByItsName() {
        LiveCondition fatal = LiveCondition.parse(" state == FATAL ");
        assertTrue(fatal.holds("FATAL"));
        assertFalse(fatal.holds("RUNNING"));
        assertTrue(LiveCondition.parse("state != RUNNING").holds("SAFE_MODE"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            p99 > 3                 | 0  | found 'p99'
            p95 => 3                | 4  | expected one of
            p95 >                   | 5  | a number
            p95 > fast              | 6  | a number
            p95 > baseline *        | 16 | a number
            p95 > baseline * 2 or 3 | 19 | the end of the condition
            errors > baseline       | 9  | only p95 has a baseline
            state > FATAL           | 8  | states have no order
            state == fatal          | 9  | did you mean 'FATAL'
            stat == FATAL           | 0  | did you mean 'state'
            ''                      | 0  | found no figure
            """)
    void whatIsNoConditionIsToldWithItsPlace(String text, int column, String words) {
        MalformedText malformed = assertThrows(MalformedText.class, () -> LiveCondition.parse(text));
        assertTrue(malformed.getMessage().contains(words), malformed.getMessage());
        assertEquals(column, malformed.column());
    }
}
