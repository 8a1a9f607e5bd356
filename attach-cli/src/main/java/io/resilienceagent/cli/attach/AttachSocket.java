package io.resilienceagent.cli.attach;

import io.resilienceagent.cli.process.ProcessFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The socket on which a JVM lets others attach. It makes it when it is asked for the first time, within a millisecond or two; the JDK's
 * attach sleeps a tenth of a second before it looks. An interrupt ends that sleep, and it looks at once.
 */
final class AttachSocket {
    private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();

    private final Path file;
    private final boolean missing;

    private AttachSocket(Path file) {
        this.file = file;
        this.missing = !Files.exists(file);
    }

    /** That of a process, before anybody attaches. */
    static AttachSocket of(ProcessFiles process, String number) {
        return at(process.file("root").resolve("tmp").resolve(".java_pid" + number));
    }

    static AttachSocket at(Path file) {
        return new AttachSocket(file);
    }

    /**
     * Interrupts a thread that waits for the socket, as soon as it is there; at most once, and never where it was there
     * before. Returns when there is nothing more to wait for, or after this time.
     */
    void wake(Thread waiting, Duration most) {
        long begun = System.nanoTime();
        while (missing && waiting.isAlive() && System.nanoTime() - begun < most.toNanos()) {
            if (Files.exists(file)) {
                waiting.interrupt();
                return;
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }
}
