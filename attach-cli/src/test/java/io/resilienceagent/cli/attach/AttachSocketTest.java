package io.resilienceagent.cli.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AttachSocketTest {
    private static final Duration FOREVER = Duration.ofDays(1);

    @TempDir
    private Path directory;

    /** A thread that waits as the JDK does, until it is woken or the latch lets it go. */
    private static FutureTask<String> waiting(CountDownLatch latch) {
        return new FutureTask<>(() -> {
            try {
                latch.await();
                return "let go";
            } catch (InterruptedException woken) {
                return "woken";
            }
        });
    }

    @Test
    void whoWaitsIsWokenWhenItIsThere() throws Exception {
        Path file = directory.resolve(".java_pid1");
        AttachSocket socket = AttachSocket.at(file);
        FutureTask<String> task = waiting(new CountDownLatch(1));
        Thread thread = new Thread(task);
        thread.start();
        Thread watcher = new Thread(() -> socket.wake(thread, FOREVER));
        watcher.start();
        Files.createFile(file);
        assertEquals("woken", task.get());
        watcher.join();
    }

    @Test
    void whereItWasThereBeforeNobodyIsInterrupted() throws Exception {
        Path file = Files.createFile(directory.resolve(".java_pid1"));
        CountDownLatch latch = new CountDownLatch(1);
        FutureTask<String> task = waiting(latch);
        Thread thread = new Thread(task);
        thread.start();
        AttachSocket.at(file).wake(thread, FOREVER);
        latch.countDown();
        assertEquals("let go", task.get());
    }

    @Test
    void whereItNeverComesTheWaitingEnds() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        FutureTask<String> task = waiting(latch);
        Thread thread = new Thread(task);
        thread.start();
        AttachSocket.at(directory.resolve(".java_pid1")).wake(thread, Duration.ofMillis(5));
        latch.countDown();
        assertEquals("let go", task.get());
    }

    @Test
    void whoHasEndedIsWaitedForNoMore() throws InterruptedException, IOException {
        Thread thread = new Thread(() -> {});
        thread.start();
        thread.join();
        AttachSocket.at(directory.resolve(".java_pid1")).wake(thread, FOREVER);
        assertFalse(thread.isInterrupted());
    }
}
