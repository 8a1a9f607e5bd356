package io.resilienceagent.policies;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The one place where tests wait for something; a process that died keeps nobody waiting. */
final class Awaits {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration SHORT_LOOK = Duration.ofMillis(2);

    private Awaits() {}

    /** Waits until it is so, and fails at once when the process ends before. */
    static void until(Process process, String what, Callable<Boolean> isSo) {
        Awaitility.await(what).atMost(PATIENCE).pollInterval(LOOK).until(() -> {
            boolean alive = process.isAlive(); // asked first: a process may do its deed and end between the two looks
            if (isSo.call()) {
                return true;
            }
            if (!alive) {
                throw new AssertionError("the process ended before: " + what);
            }
            return false;
        });
    }

    /** Waits until it is so, this long at most, and not longer than the process lives. */
    static void upTo(Duration most, Process process, Callable<Boolean> isSo) {
        try {
            Awaitility.await()
                    .atMost(most)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(SHORT_LOOK)
                    .until(() -> isSo.call() || !process.isAlive());
        } catch (ConditionTimeoutException enough) {
            return; // whoever wants to know whether it is so, asks
        }
    }

    /** Lets a process run for a while; shorter if it ends. */
    static void pause(Process process, Duration time) throws InterruptedException {
        boolean ended = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        assert ended != process.isAlive();
    }
}
