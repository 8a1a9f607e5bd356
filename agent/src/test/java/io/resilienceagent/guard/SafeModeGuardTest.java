package io.resilienceagent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeModeGuardTest {
    private final SafeMode safeMode = new SafeMode();
    private final Guard guard =
            new SafeModeGuard(safeMode, call -> call.value(0).equals("reduce"));

    @ParameterizedTest
    @CsvSource({
        "false, NORMAL, ",
        "true, NORMAL, STOP_FILE",
        "false, SAFE_MODE, SAFE_MODE",
        "false, FATAL, SAFE_MODE",
        "true, FATAL, STOP_FILE"
    })
    void refusesWhatTheHouseSays(boolean stopFile, SafeMode.Mode mode, String code) {
        safeMode.stopFile(stopFile);
        safeMode.mode(mode, "loop stall");
        Object verdict = guard.before(GuardKit.call("buy"));
        assertEquals(code, verdict == null ? null : ((Denial) verdict).code());
        assertNull(guard.before(GuardKit.call("reduce")));
    }

    @Test
    void allowsAgain() {
        safeMode.stopFile(true);
        safeMode.stopFile(false);
        assertNull(guard.before(GuardKit.call("buy")));
    }
}
