package io.resilienceagent.chaos.transport;

import io.resilienceagent.chaos.Strike;
import io.resilienceagent.guard.Invocation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/** The client of {@code java.net.http}, by {@code send} and {@code sendAsync}. */
final class JdkHttp implements Transport {
    private static final String CLIENT = "jdk.internal.net.http.HttpClientImpl";

    @Override
    public String name() {
        return "jdk-http";
    }

    /** The {@code sendAsync} of two parameters calls the one of three. */
    @Override
    public List<String> on() {
        return List.of(
                CLIENT + "#send(HttpRequest,HttpResponse.BodyHandler)",
                CLIENT + "#sendAsync(HttpRequest,HttpResponse.BodyHandler,HttpResponse.PushPromiseHandler)");
    }

    @Override
    public Set<Ability> abilities() {
        return Set.of(Ability.LOSE, Ability.ANSWER, Ability.DELAY, Ability.TRUNCATE);
    }

    @Override
    public Destination destination(Invocation call) {
        HttpRequest request = request(call);
        if (request == null || handler(call) == null || request.uri() == null) {
            return null; // The client refuses it by itself.
        }
        return Destination.of(request.uri(), request.method());
    }

    @Override
    public void answer(Strike strike, CraftedReply reply) {
        Invocation call = strike.call();
        end(strike, new HandledReply(request(call), reply).by(handler(call), executor(call)));
    }

    @Override
    public void truncate(Strike strike, int keepPercent) {
        resend(strike, new CutHandler<>(handler(strike.call()), keepPercent));
    }

    @Override
    public void delay(Strike strike, long nanos, Later later) {
        if (strike.call().answersLater()) {
            later.pretendDelayed(strike.call(), nanos);
        } else {
            strike.pause(nanos);
        }
        strike.fired();
    }

    @Override
    public void lose(Strike strike, Loss loss, Later later) {
        Invocation call = strike.call();
        if (loss.half() == Loss.Half.REQUEST) {
            end(strike, lost(call, loss, strike, later));
            return;
        }
        HttpRequest request = request(call);
        end(
                strike,
                client(call)
                        .sendAsync(request, BodyHandlers.discarding())
                        .handle((answer, thrown) -> thrown)
                        .thenCompose(thrown -> thrown == null
                                ? lost(call, loss, strike, later)
                                : CompletableFuture.failedFuture(unwrapped(thrown))));
    }

    /** The failure that the caller learns of, at once or when its timeout is over. */
    private CompletableFuture<Object> lost(Invocation call, Loss loss, Strike strike, Later later) {
        if (loss.manner() != Loss.Manner.TIMEOUT) {
            return CompletableFuture.failedFuture(
                    loss.manner() == Loss.Manner.REFUSE
                            ? new ConnectException("Connection refused")
                            : new SocketException("Connection reset"));
        }
        CompletableFuture<Object> over = new CompletableFuture<>();
        Duration timeout = request(call).timeout().orElse(null);
        boolean own = timeout != null && timeout.toNanos() <= strike.remainingNanos();
        later.run(
                own ? timeout.toNanos() : strike.remainingNanos(),
                () -> over.completeExceptionally(
                        own ? new HttpTimeoutException("request timed out") : new SocketException("Connection reset")));
        return over;
    }

    /** Sends the request once more by ourselves, which no fault meets, with another handler. */
    private void resend(Strike strike, BodyHandler<?> handler) {
        Invocation call = strike.call();
        end(strike, client(call).sendAsync(request(call), handler));
    }

    /** Ends the call by this future: as it is, or as {@code send} waits for it. */
    private void end(Strike strike, CompletableFuture<?> outcome) {
        Invocation call = strike.call();
        strike.fired();
        if (call.answersLater()) {
            call.pretend(outcome, null);
            return;
        }
        try {
            call.pretend(outcome.get(), null);
        } catch (InterruptedException interrupted) {
            outcome.cancel(true);
            call.pretend(null, interrupted);
        } catch (ExecutionException failed) {
            call.pretend(null, asSendThrows(unwrapped(failed.getCause())));
        }
    }

    /** What {@code send} makes of a failure, so that the caller stands in the stack. */
    private static Throwable asSendThrows(Throwable failure) {
        Exception thrown;
        if (failure instanceof HttpTimeoutException) {
            thrown = new HttpTimeoutException(failure.getMessage());
        } else if (failure instanceof ConnectException) {
            thrown = new ConnectException(failure.getMessage());
        } else if (failure instanceof IllegalArgumentException) {
            thrown = new IllegalArgumentException(failure.getMessage());
        } else {
            return new IOException(failure.getMessage(), failure);
        }
        thrown.initCause(failure);
        return thrown;
    }

    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private static HttpClient client(Invocation call) {
        return (HttpClient) call.self();
    }

    private static Executor executor(Invocation call) {
        return client(call).executor().orElse(ForkJoinPool.commonPool());
    }

    private static HttpRequest request(Invocation call) {
        return (HttpRequest) call.arguments()[0];
    }

    @SuppressWarnings("unchecked") // of whatever type: it goes back to whoever made it
    private static BodyHandler<Object> handler(Invocation call) {
        return (BodyHandler<Object>) call.arguments()[1];
    }
}
