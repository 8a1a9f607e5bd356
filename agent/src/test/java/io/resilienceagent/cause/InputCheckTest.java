package io.resilienceagent.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.guard.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class InputCheckTest {
    @Test
    void allDetectorsWorkHere() {
        try (Ward ward = new Ward()) {
            ThreadExaminer examiner = ward.examiner(any -> Optional.empty(), UnaryOperator.identity());
            assertEquals(List.of(), new InputCheck(examiner, Ticker.system()).problems());
            assertEquals(List.of(), ward.events.failures);
        }
    }
}
