package io.resilienceagent.agent;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Does something on a thread of the agent's that ends with it. What attaches comes on a thread of the JVM that stays: the
 * agent's libraries would leave their buffers there, and with them the agent itself. Stateless.
 */
final class Errand {
    private Errand() {}

    /** Runs it and waits for its end, whatever it answers or throws; an interrupt is kept for later. */
    static <T> T run(String name, Callable<T> task) throws Exception {
        FutureTask<T> errand = new FutureTask<>(task);
        Thread thread = new Thread(null, errand, "resilience-" + name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            return errand.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception exception) {
                throw exception;
            }
            throw failed;
        }
    }
}
