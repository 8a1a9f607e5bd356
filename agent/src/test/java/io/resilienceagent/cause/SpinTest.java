package io.resilienceagent.cause;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpinTest {
    private final Ward ward = new Ward();
    private volatile boolean over;
    private volatile long result;

    @AfterEach
    void cure() {
        over = true;
        ward.close();
    }

    @Test
    void aBusyLoop() {
        Thread loop = ward.start("loop", this::compute);
        Ward.awaitInside(loop, "compute");
        Finding finding = assertSpins(loop);
        List<Map<String, Object>> hottest = Ward.parts(finding, "hottest");
        assertTrue(hottest.get(0).get("frame").toString().contains("SpinTest.compute"), hottest::toString);
    }

    /** Backtracks for longer than the test; interruptible by its text. */
    @Test
    void aRegularExpressionThatBacktracks() {
        Pattern pattern = Pattern.compile("a?".repeat(40) + "a".repeat(41));
        Thread loop =
                ward.start("loop", () -> result = pattern.matcher(new Text()).matches() ? 1 : 0);
        Ward.awaitInside(loop, "matches");
        assertSpins(loop);
    }

    /** A native method on top at each look, and yet it never waits. */
    @Test
    void readingWithoutEverWaiting() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        Thread loop = ward.start("loop", () -> {
            ByteBuffer buffer = ByteBuffer.allocateDirect(1);
            while (!over) {
                result = pipe.source().read(buffer);
            }
        });
        Ward.awaitInside(loop, "read");
        assertSpins(loop);
    }

    /** A machine that gives it too little may make the verdict UNKNOWN, and must then say so; never another one. */
    private Finding assertSpins(Thread loop) {
        Examination examination = ward.examine(loop);
        Finding[] found = new Finding[1];
        await().until(() -> {
            examination.look();
            found[0] = examination.verdict();
            boolean disturbed = found[0].cause() == Cause.UNKNOWN
                    && Boolean.TRUE.equals(found[0].evidence().get("disturbed"));
            assertTrue(disturbed || found[0].cause() == Cause.CPU_SPIN, () -> found[0].toString());
            return !disturbed;
        });
        assertEquals(List.of(), ward.events.failures);
        return found[0];
    }

    private void compute() {
        long sum = 0;
        while (!over) {
            sum = sum * 31 + 7;
        }
        result = sum;
    }

    /** So many letters that all ways to match them outlast everything; says so to whoever asks after the test. */
    private final class Text implements CharSequence {
        @Override
        public int length() {
            return 40;
        }

        @Override
        public char charAt(int index) {
            if (over) {
                throw new IllegalStateException("over");
            }
            return 'a';
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return "a".repeat(end - start);
        }

        @Override
        public String toString() {
            return subSequence(0, 40).toString();
        }
    }
}
