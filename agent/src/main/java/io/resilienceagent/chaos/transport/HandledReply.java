package io.resilienceagent.chaos.transport;

import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A crafted reply on its way through the caller's own body handler and subscriber, as the client would drive them.
 *
 * @param request what is answered
 * @param reply the answer
 */
record HandledReply(HttpRequest request, CraftedReply reply) {
    /** The response, once the caller's handler has made its body; with what the handler threw, if it did. */
    CompletableFuture<HttpResponse<Object>> by(BodyHandler<Object> handler, Executor executor) {
        HttpHeaders headers = HttpHeaders.of(reply.allFields(), (name, value) -> true);
        return CompletableFuture.supplyAsync(
                        () -> handler.apply(new Info(reply.status(), headers, Version.HTTP_1_1)), executor)
                .thenCompose(this::fed)
                .thenApply(body -> new CraftedResponse<>(request, reply.status(), headers, body, Version.HTTP_1_1));
    }

    private CompletionStage<Object> fed(BodySubscriber<Object> subscriber) {
        byte[] body = reply.bytes();
        subscriber.onSubscribe(new Whole(subscriber, body));
        if (body.length == 0) {
            subscriber.onComplete();
        }
        return subscriber.getBody();
    }

    /** What a handler may know before the body. */
    private record Info(int statusCode, HttpHeaders headers, Version version) implements ResponseInfo {}

    /** Gives the body in one piece when it is asked for. */
    private static final class Whole implements Subscription {
        private final BodySubscriber<Object> subscriber;
        private final byte[] body;
        private final AtomicBoolean over = new AtomicBoolean();

        Whole(BodySubscriber<Object> subscriber, byte[] body) {
            this.subscriber = subscriber;
            this.body = body;
        }

        @Override
        public void request(long items) {
            if (body.length > 0 && over.compareAndSet(false, true)) {
                if (items <= 0) {
                    subscriber.onError(new IllegalArgumentException("non-positive request: " + items));
                    return;
                }
                subscriber.onNext(List.of(ByteBuffer.wrap(body).asReadOnlyBuffer()));
                subscriber.onComplete();
            }
        }

        @Override
        public void cancel() {
            over.set(true);
        }
    }
}
