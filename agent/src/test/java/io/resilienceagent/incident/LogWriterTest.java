package io.resilienceagent.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogWriterTest {
    private static final long LONG = TimeUnit.MINUTES.toNanos(1);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CountDownLatch read = new CountDownLatch(1);

    /** As a pipe is that somebody reads only later. */
    private final class Pipe extends OutputStream {
        @Override
        public void write(int b) {
            try {
                read.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            bytes.write(b);
        }
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aPipeThatNobodyReadsHoldsNobodyUp() {
        LogWriter log = new LogWriter(new PrintStream(new Pipe(), true, StandardCharsets.UTF_8));
        for (int i = 0; i < 5000; i++) {
            log.accept("line " + i);
        }
        assertFalse(log.settle(0));
        log.ending();
        log.accept("the end");
        read.countDown();
        assertTrue(log.settle(LONG));
        List<String> lines = lines();
        assertEquals("line 0", lines.get(0));
        assertTrue(lines.get(1).matches("\\S+Z WARN LOG_LINES_DROPPED count=\\d{4}"), lines.get(1));
        assertEquals("line 1", lines.get(2));
        int dropped = Integer.parseInt(lines.get(1).replaceAll(".*=", ""));
        assertEquals(dropped, log.dropped());
        assertEquals(5001 - dropped, lines.size() - 1, "what was not dropped was written");
        log.accept("afterwards");
        assertTrue(log.settle(LONG));
        assertEquals("afterwards", lines().get(lines().size() - 1));
    }

    @Test
    void anInterruptIsKeptForThoseWhoWait() {
        LogWriter log = new LogWriter(new PrintStream(new Pipe(), true, StandardCharsets.UTF_8));
        log.accept("line");
        Thread.currentThread().interrupt();
        assertFalse(log.settle(TimeUnit.MILLISECONDS.toNanos(1)));
        assertTrue(Thread.interrupted());
        read.countDown();
        assertTrue(log.settle(LONG));
        assertEquals(List.of("line"), lines());
    }
}
