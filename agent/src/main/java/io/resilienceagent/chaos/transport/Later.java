package io.resilienceagent.chaos.transport;

import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.Timer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;

/**
 * The delays of one fault, without a waiting thread: the agent's timer only wakes somebody else, for what depends on a future is the host's
 * code. Thread-safe.
 */
public final class Later {
    private final Timer timer;
    private volatile boolean ended;
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

    /** @param timer tells when it is time */
    public Later(Timer timer) {
        this.timer = timer;
    }

    /** Runs a task when the time has come, or when {@link #endAll} says so; once, on a thread of the JVM's common pool. */
    public void run(long nanos, Runnable task) {
        Runnable once = new Runnable() {
            @Override
            public void run() {
                if (waiting.remove(this)) {
                    ForkJoinPool.commonPool().execute(task);
                }
            }
        };
        waiting.add(once);
        if (ended) {
            once.run();
        } else {
            timer.after(nanos, once);
        }
    }

    /**
     * Makes a call that answers with a future at once, and has its answer come so much later. What the method throws instead
     * of answering fails the future.
     */
    public void pretendDelayed(Invocation call, long nanos) {
        try {
            call.pretend(call.proceed() instanceof CompletionStage<?> stage ? delayed(stage, nanos) : null, null);
        } catch (Throwable thrown) {
            call.pretend(null, thrown);
        }
    }

    /** The same outcome, so much after it is known; a cancelled one cancels the host's own. */
    public CompletableFuture<Object> delayed(CompletionStage<?> stage, long nanos) {
        CompletableFuture<Object> late = new CompletableFuture<>();
        CompletionStage<?> unused = stage.whenComplete((value, thrown) -> run(nanos, () -> {
            if (thrown == null) {
                late.complete(value);
            } else {
                late.completeExceptionally(thrown);
            }
        }));
        CompletionStage<?> unusedToo = late.whenComplete((value, thrown) -> {
            if (late.isCancelled()) {
                stage.toCompletableFuture().cancel(true);
            }
        });
        return late;
    }

    /** Nobody waits any longer: what was to come later comes now, and what is delayed from now on comes at once. */
    public void endAll() {
        ended = true;
        waiting.forEach(Runnable::run);
    }
}
