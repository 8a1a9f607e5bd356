package io.resilienceagent.host;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A host with one event loop, on which it makes calls that answer with futures and completes them. */
public final class AsyncHost {
    private final ExecutorService loop = Executors.newSingleThreadExecutor(task -> new Thread(task, "loop"));
    private final AtomicInteger tries = new AtomicInteger();
    private final Set<String> threads = new ConcurrentSkipListSet<>();

    private AsyncHost() {}

    public static void main(String[] arguments) throws Exception {
        AsyncHost host = new AsyncHost();
        host.tell("never", host::never);
        host.tell("flaky", host::flaky);
        Tell.that("tries", host.tries.get());
        host.tell("refused", host::refused);
        host.tell("limited", () -> host.limited("A"));
        host.tell("limited again", () -> host.limited("A"));
        host.tell("order", () -> host.order("A"));
        host.tell("order again", () -> host.order("A"));
        host.cancelled();
        Tell.that(
                "host code on the agent's threads",
                host.threads.stream().anyMatch(name -> name.startsWith("resilience")));
        host.loop.shutdown();
    }

    /** Makes the call on the loop; when it has returned, and before it is completed, the loop must be free. */
    private void tell(String name, java.util.function.Supplier<CompletionStage<String>> call) throws Exception {
        CompletableFuture<String> ending = new CompletableFuture<>();
        loop.submit(() -> call.get().whenComplete((value, thrown) -> {
                    noteThread();
                    ending.complete(thrown == null ? value : Tell.thrown(cause(thrown)));
                }))
                .get(60, TimeUnit.SECONDS);
        loop.submit(() -> {}).get(60, TimeUnit.SECONDS);
        Tell.that(name, ending.get(60, TimeUnit.SECONDS));
    }

    private void cancelled() throws Exception {
        CompletableFuture<String> inner = new CompletableFuture<>();
        CompletableFuture<String> outer = handed(inner);
        outer.cancel(true);
        Await.until("the host's own future cancelled", inner::isCancelled);
        Tell.that("cancelled", inner.isCancelled());
    }

    private static Throwable cause(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private void noteThread() {
        threads.add(Thread.currentThread().getName());
    }

    CompletableFuture<String> never() {
        noteThread();
        return new CompletableFuture<>();
    }

    CompletionStage<String> flaky() {
        noteThread();
        int now = tries.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        loop.execute(() -> {
            if (now < 3) {
                answer.completeExceptionally(new IOException("try " + now));
            } else {
                answer.complete("try " + now);
            }
        });
        return answer;
    }

    CompletableFuture<String> refused() {
        return CompletableFuture.failedFuture(new Calls.Refused("403"));
    }

    CompletableFuture<String> limited(String symbol) {
        return CompletableFuture.completedFuture("sent " + symbol);
    }

    CompletableFuture<String> order(String symbol) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        loop.execute(() -> answer.completeExceptionally(new IOException("reset")));
        return answer;
    }

    CompletableFuture<String> handed(CompletableFuture<String> future) {
        return future;
    }
}
