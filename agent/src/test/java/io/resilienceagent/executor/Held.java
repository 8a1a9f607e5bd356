package io.resilienceagent.executor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A task that tells its thread and then waits until it is let go. */
final class Held implements Runnable {
    final CompletableFuture<Thread> thread = new CompletableFuture<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    @Override
    public void run() {
        thread.complete(Thread.currentThread());
        boolean interrupted = false;
        while (gate.getCount() > 0) {
            try {
                gate.await();
            } catch (InterruptedException ended) {
                interrupted = true;
                gate.countDown();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void letGo() {
        gate.countDown();
    }
}
