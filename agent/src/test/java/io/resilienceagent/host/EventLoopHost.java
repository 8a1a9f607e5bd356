package io.resilienceagent.host;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A bot on two event loops, Netty's and Vert.x's. Each hangs in its own way from one word on its input to the next: {@code n}
 * and {@code v}; after that the host ends with its input.
 */
@SuppressWarnings("FutureReturnValueIgnored")
public final class EventLoopHost {
    private static final Object PRICES = new Object();
    private static final int PERIOD_MILLIS = 10;

    private EventLoopHost() {}

    public static void main(String[] arguments) throws Exception {
        NioEventLoopGroup group = new NioEventLoopGroup(1);
        EventLoop netty = group.next();
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setBlockedThreadCheckInterval(1)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.DAYS));
        netty.scheduleAtFixedRate(() -> {}, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        vertx.setPeriodic(PERIOD_MILLIS, tick -> {});
        Tell.that("netty", netty.submit(() -> Thread.currentThread().getName()).get());
        CompletableFuture<String> name = new CompletableFuture<>();
        vertx.runOnContext(go -> name.complete(Thread.currentThread().getName()));
        Tell.that("vertx", name.join());
        for (int word = System.in.read(); word >= 0; word = System.in.read()) {
            if (word == 'n') {
                waitForTheLock(netty);
            } else {
                waitForTheAnswer(vertx);
            }
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    /** A task of the loop wants a lock that this thread has. */
    private static void waitForTheLock(EventLoop loop) throws IOException {
        synchronized (PRICES) {
            loop.execute(() -> {
                synchronized (PRICES) {
                    Tell.that("netty", "went on");
                }
            });
            int unused = System.in.read();
        }
    }

    /** A task of the loop reads from a server that says nothing. */
    private static void waitForTheAnswer(Vertx vertx) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            vertx.runOnContext(go -> {
                try (Socket asking = new Socket(server.getInetAddress(), server.getLocalPort())) {
                    Tell.that(
                            "vertx", "went on after " + asking.getInputStream().read());
                } catch (IOException e) {
                    Tell.that("vertx", e);
                }
            });
            try (Socket silent = server.accept()) {
                int unused = System.in.read();
                silent.shutdownOutput();
            }
        }
    }
}
