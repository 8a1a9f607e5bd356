package io.resilienceagent.guard;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Follows a call that answered with a future: its outcome is what the future completes with, not that the method
 * returned. The host gets a future of ours, so that guards can change the ending; no thread ever waits for one.
 */
final class AsyncExit {
    private final Invocation call;
    private final CompletableFuture<Object> answer = new CompletableFuture<>();
    private volatile Attempt attempt;
    /** Why the present attempt is over its time; it may be so before its future is there. */
    private volatile Denial overtime;

    private AsyncExit(Invocation call) {
        this.call = call;
    }

    /** The future that the host gets in place of {@code stage}. */
    static CompletableFuture<Object> follow(Invocation call, CompletionStage<?> stage) {
        AsyncExit exit = new AsyncExit(call);
        exit.await(stage);
        call.abortBy(exit::timedOut);
        CompletionStage<?> unused = exit.answer.whenComplete((value, thrown) -> {
            if (exit.answer.isCancelled()) {
                cancel(exit.attempt.stage);
            }
        });
        return exit.answer;
    }

    /** An ending that is known at once, as a future. */
    static WovenMethod.Ending later(WovenMethod.Ending ending) {
        if (ending.thrown() != null) {
            return new WovenMethod.Ending(CompletableFuture.failedFuture(ending.thrown()), null);
        }
        Object value = ending.value();
        return value instanceof CompletionStage
                ? ending
                : new WovenMethod.Ending(CompletableFuture.completedFuture(value), null);
    }

    private void await(CompletionStage<?> stage) {
        Attempt current = new Attempt(stage, new AtomicBoolean());
        attempt = current;
        CompletionStage<?> unused = stage.whenComplete((value, thrown) -> {
            if (current.over.compareAndSet(false, true)) {
                judge(value, unwrapped(thrown));
            }
        });
        if (overtime != null) {
            timedOut(overtime);
        }
    }

    /**
     * The call is over its time: for the guards it has failed, and what its future completes with later comes too late.
     * What depends on the answer is the host's code, so it must not run on the agent's timer.
     */
    private void timedOut(Denial denial) {
        overtime = denial;
        Attempt current = attempt;
        if (current.over.compareAndSet(false, true)) {
            elsewhere(() -> {
                cancel(current.stage);
                judge(null, new TimeoutException(denial.message()));
            });
        }
    }

    private void judge(Object value, Throwable thrown) {
        try {
            ended(value, thrown);
        } catch (Throwable failure) {
            call.chain().broken("completion", failure);
            complete(value, thrown);
        }
    }

    private void ended(Object value, Throwable thrown) {
        GuardChain chain = call.chain();
        call.ranOnce();
        call.end(value, thrown, false);
        call.end(value, thrown, chain.judged(call, thrown));
        tell(chain.slots.length - 1);
    }

    /** Tells the guards from {@code innermost} outwards, until one wants the call made again. */
    private void tell(int innermost) {
        GuardChain chain = call.chain();
        for (int i = innermost; i >= 0; i--) {
            chain.after(i, chain.slots[i].guard(), call);
            long pause = call.takeRepeat();
            if (pause >= 0 && !answer.isDone()) {
                int retrying = i;
                chain.timer().after(pause, () -> elsewhere(() -> again(retrying)));
                return;
            }
        }
        complete(call.result(), call.thrown());
    }

    private static void elsewhere(Runnable task) {
        ForkJoinPool.commonPool().execute(task);
    }

    private void again(int retrying) {
        GuardChain chain = call.chain();
        overtime = null;
        if (!chain.reenter(retrying + 1, call)) {
            tell(retrying - 1);
            return;
        }
        chain.tallyRepeated();
        try {
            WovenMethod.Ending instead = call.takePretended();
            Object next = instead == null ? call.method().rerun(call) : instead.value();
            if (next instanceof CompletionStage<?> stage) {
                await(stage);
            } else {
                ended(next, null);
            }
        } catch (Throwable thrown) {
            ended(null, thrown);
        }
    }

    private void complete(Object value, Throwable thrown) {
        if (thrown != null) {
            answer.completeExceptionally(thrown);
        } else {
            answer.complete(value);
        }
    }

    /** A dependent stage reports its cause wrapped; the guards judge what really happened. */
    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private static void cancel(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().cancel(true);
        } catch (UnsupportedOperationException notCancellable) {
            // A stage that hides its future cannot be cancelled by its host either.
        }
    }

    /** One run of the host's method, and whether its outcome was taken. */
    private record Attempt(CompletionStage<?> stage, AtomicBoolean over) {}
}
