package io.resilienceagent.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.Ticker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExaminationTest {
    private final Ward ward = new Ward();

    @AfterEach
    void cure() {
        ward.close();
    }

    @Test
    void whetherTheTickIsOnTheStack() {
        Thread loop = ward.start("loop", ExaminationTest::tick);
        Ward.awaitRest(loop, "tick");
        String name = ExaminationTest.class.getName();
        assertTrue(examine(loop, name + ".tick").onStack());
        assertFalse(examine(loop, name + ".tock").onStack());
        assertTrue(examine(loop, "").onStack());
    }

    @Test
    void aThreadThatEndedMeanwhileIsOnNoStack() throws Exception {
        Thread loop = ward.start("loop", ExaminationTest::tick);
        Ward.awaitRest(loop, "tick");
        Examination examination = examine(loop, "");
        loop.interrupt();
        loop.join();
        examination.look();
        assertFalse(examination.onStack());
        assertEquals(Cause.LOOP_DEAD, examination.verdict().cause());
    }

    @Test
    void whatWasRecordedIsAdded() {
        Thread loop = ward.start("loop", ExaminationTest::tick);
        Ward.awaitRest(loop, "tick");
        Witness witness = (thread, nanos) -> Map.of("about", thread.getName());
        Finding finding = new ThreadExaminer(
                        any -> Optional.empty(),
                        witness,
                        PauseMeter.none(),
                        Ticker.system(),
                        ward.events,
                        UnaryOperator.identity())
                .examine(new Suspect("MarketLoop", loop, "", true, null))
                .verdict();
        assertEquals(Map.of("about", "loop"), finding.evidence().get("recorded"));
    }

    /** A witness, a workplace or an exception that fails must not take the verdict along, and is told. */
    @Test
    void aWitnessThatFails() {
        Thread loop = ward.start("loop", ExaminationTest::tick);
        Ward.awaitRest(loop, "tick");
        Finding finding = new ThreadExaminer(
                        any -> Optional.empty(),
                        (thread, nanos) -> {
                            throw new IllegalStateException("broken");
                        },
                        PauseMeter.none(),
                        Ticker.system(),
                        ward.events,
                        UnaryOperator.identity())
                .examine(new Suspect("MarketLoop", loop, "", true, null))
                .verdict();
        assertEquals(Cause.SLEEP, finding.cause());
        assertEquals(
                List.of("EXAMINE witness of MarketLoop java.lang.IllegalStateException: broken"), ward.events.failures);
    }

    private Examination examine(Thread thread, String method) {
        return ward.examiner(any -> Optional.empty(), UnaryOperator.identity())
                .examine(new Suspect("MarketLoop", thread, method, true, null));
    }

    private static void tick() throws InterruptedException {
        Thread.sleep(600_000);
    }
}
