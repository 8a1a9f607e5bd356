package io.resilienceagent.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
    private static final Standing ONE = standing("SAFE_MODE", 1, "stalled", "i-1", "i-0", "ann");

    @Test
    void whatHasTheSamePartsIsTheSame() {
        Standing other = standing("SAFE_MODE", 1, "stalled", "i-1", "i-0", "ann");
        assertEquals(ONE, other);
        assertEquals(ONE.hashCode(), other.hashCode());
    }

    /** What is not told apart is not written to the disk. */
    @ParameterizedTest
    @CsvSource({
        "RUNNING,   1, stalled, i-1, i-0, ann",
        "SAFE_MODE, 2, stalled, i-1, i-0, ann",
        "SAFE_MODE, 1, errors,  i-1, i-0, ann",
        "SAFE_MODE, 1, stalled, i-2, i-0, ann",
        "SAFE_MODE, 1, stalled, i-1, i-9, ann",
        "SAFE_MODE, 1, stalled, i-1, i-0, bob",
    })
    void eachPartTellsTwoApart(String state, long since, String reason, String incident, String cause, String holder) {
        assertNotEquals(ONE, standing(state, since, reason, incident, cause, holder));
    }

    @Test
    void itIsNothingElse() {
        assertNotEquals(null, ONE);
        assertNotEquals("SAFE_MODE", ONE);
    }

    private static Standing standing(
            String state, long since, String reason, String incident, String cause, String holder) {
        return new Standing(
                SystemState.valueOf(state),
                Instant.ofEpochSecond(since),
                reason,
                incident,
                cause,
                Map.of(holder, "look"));
    }
}
