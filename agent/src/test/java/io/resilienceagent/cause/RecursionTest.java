package io.resilienceagent.cause;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecursionTest {
    private final Ward ward = new Ward();
    private final AtomicInteger reached = new AtomicInteger();
    private final AtomicInteger allowed = new AtomicInteger();
    private volatile boolean over;

    @AfterEach
    void cure() {
        over = true;
        ward.close();
    }

    /** It goes deeper only between the looks, so the depths are known. */
    @Test
    void twoMethodsThatCallEachOther() {
        allowed.set(400);
        Thread loop = ward.start("loop", () -> quote(0));
        await().until(() -> reached.get() == 400);
        Examination examination = ward.examine(loop);
        for (int depth = 450; depth <= 550; depth += 50) {
            deeper(depth);
            examination.look();
        }
        deeper(600);
        Finding finding = examination.verdict();
        assertEquals(Cause.RUNAWAY_RECURSION, finding.cause(), finding::toString);
        List<String> group = Ward.texts(finding.evidence(), "repeating");
        assertEquals(2, group.size(), group::toString);
        assertTrue(group.toString().contains("RecursionTest.quote"), group::toString);
        assertTrue(group.toString().contains("RecursionTest.hedge"), group::toString);
        assertTrue((int) finding.evidence().get("depth") >= 600, finding::toString);
        assertTrue((long) finding.evidence().get("growth_per_second") > 0, finding::toString);
        List<String> stack = Ward.texts(finding.evidence(), "stack");
        assertTrue(stack.get(60).matches("\\.\\.\\. \\d{3} more"), stack::toString);
    }

    @Test
    void deeperThanAnybodyCounts() {
        allowed.set(6_000);
        Thread loop = new Thread(null, () -> quote(0), "loop", 64L << 20);
        loop.setDaemon(true);
        loop.start();
        await().until(() -> reached.get() == 6_000);
        Finding finding = ward.verdict(loop);
        assertEquals(Cause.RUNAWAY_RECURSION, finding.cause(), finding::toString);
        assertEquals(true, finding.evidence().get("depth_is_least"));
    }

    @Test
    void asDeepButNotDeeperIsMereComputing() {
        allowed.set(700);
        Thread loop = ward.start("loop", () -> quote(0));
        await().until(() -> reached.get() == 700);
        Examination examination = ward.examine(loop);
        await().until(() -> {
            examination.look();
            Finding finding = examination.verdict();
            assertTrue(finding.cause() != Cause.RUNAWAY_RECURSION, finding::toString);
            return finding.cause() == Cause.CPU_SPIN;
        });
    }

    private void deeper(int depth) {
        allowed.set(depth);
        await().until(() -> reached.get() == depth);
    }

    private int quote(int depth) {
        reached.set(depth);
        while (depth >= allowed.get() && !over) {
            Thread.onSpinWait();
        }
        return over ? 0 : hedge(depth + 1) + 1;
    }

    private int hedge(int depth) {
        reached.set(depth);
        while (depth >= allowed.get() && !over) {
            Thread.onSpinWait();
        }
        return over ? 0 : quote(depth + 1) + 1;
    }
}
