package io.resilienceagent.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which shares of a processor make a thread one that computes and does not end. */
class SpinShareTest {
    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest(name = "computed {0}, wanted {1}: {2}")
    @CsvSource({
        "1.0,  1.0,  true", // alone on its processor
        "0.5,  0.5,  true",
        "0.49, 0.79, false", // rests, too
        "0.3,  0.95, true", // always wants one, and gets its turn
        "0.1,  0.8,  true",
        "0.04, 0.98, false", // wants one, and hardly got any: nobody can tell whether it would have ended
        "0.0,  0.0,  false"
    })
    void computes(double computed, double wanted, boolean spins) {
        Machine idle = Machine.now();
        assertEquals(spins, Spin.computes(new Share(SECOND, computed, wanted), idle));
    }
}
