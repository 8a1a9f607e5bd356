package io.resilienceagent.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.guard.Guard;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An engine on time that is moved by hand, and a look at the agent's own failures at the end. */
abstract class EngineFixture {
    @TempDir
    Path directory;

    ChaosKit kit;
    Guard point;

    @BeforeEach
    void start() {
        kit = new ChaosKit(directory);
        point = kit.point();
    }

    @AfterEach
    void nothingBroke() {
        assertEquals(List.of(), kit.events.failures);
    }
}
