package io.resilienceagent.chaos.transport;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Breaks a real answer off in the middle of its body: the caller's own subscriber sees a part of it, and then the error of a
 * connection that was closed too early.
 *
 * @param <T> what the caller's handler makes
 * @param handler the caller's
 * @param keepPercent how much of the body comes
 */
record CutHandler<T>(BodyHandler<T> handler, int keepPercent) implements BodyHandler<T> {
    /** How much comes of a body whose length nobody told: all of it may be in the first piece. */
    private static final int PIECE = 64;

    /** An answer without a body has none to be cut. */
    @Override
    public BodySubscriber<T> apply(ResponseInfo info) {
        long length = info.headers().firstValueAsLong("Content-Length").orElse(PIECE);
        if (length == 0) {
            return handler.apply(info);
        }
        return new Cut<>(handler.apply(info), length * keepPercent / 100, length);
    }

    /** Lets so many bytes pass. The client asks for one item at a time of each subscriber. */
    private static final class Cut<T> implements BodySubscriber<T> {
        private final BodySubscriber<T> subscriber;
        private final long kept;
        private final long length;
        private long left;
        private boolean over;
        private Subscription source;

        Cut(BodySubscriber<T> subscriber, long kept, long length) {
            this.subscriber = subscriber;
            this.kept = kept;
            this.length = length;
            this.left = kept;
        }

        @Override
        public CompletionStage<T> getBody() {
            return subscriber.getBody();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            source = subscription;
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<ByteBuffer> items) {
            if (over) {
                return;
            }
            List<ByteBuffer> part = new ArrayList<>();
            for (ByteBuffer item : items) {
                ByteBuffer some = item.slice();
                some.limit((int) Math.min(left, some.limit()));
                left -= some.remaining();
                part.add(some);
            }
            if (left > 0) {
                subscriber.onNext(part);
                return;
            }
            over = true;
            if (kept > 0) {
                subscriber.onNext(part);
            }
            source.cancel();
            subscriber.onError(new IOException("fixed content-length: " + length + ", bytes received: " + kept));
        }

        @Override
        public void onError(Throwable thrown) {
            if (!over) {
                over = true;
                subscriber.onError(thrown);
            }
        }

        /** A body that is shorter than was told, or has no byte at all, ends too early as well. */
        @Override
        public void onComplete() {
            onError(new IOException("EOF reached while reading"));
        }
    }
}
