package io.resilienceagent.executor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.resilienceagent.testing.InstrumentedOpener;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The real event loops of Netty, and Vert.x on them. */
@SuppressWarnings("FutureReturnValueIgnored")
class EventLoopTest {
    private static final String TEST = EventLoopTest.class.getName();

    private final JvmWorkplaces workplaces = new JvmWorkplaces(new InstrumentedOpener());
    private final Held held = new Held();

    @Test
    void nettysSelectingLoop() throws InterruptedException {
        NioEventLoopGroup group = new NioEventLoopGroup(1);
        try {
            looked(group.next(), "io.netty.channel.nio.NioEventLoop");
        } finally {
            held.letGo();
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    @Test
    void nettysLoopWithoutChannels() throws InterruptedException {
        DefaultEventExecutor loop = new DefaultEventExecutor();
        try {
            looked(loop, "io.netty.util.concurrent.DefaultEventExecutor");
        } finally {
            held.letGo();
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    private void looked(EventExecutor loop, String type) {
        loop.execute(held);
        Workplace place = workplaces.of(held.thread.join()).orElseThrow();
        assertEquals(type, place.type());
        assertFalse(place.idle());
        assertEquals(Held.class.getName(), place.running());
        long progress = place.progress();
        for (int i = 0; i < 3000; i++) {
            loop.execute(() -> {});
        }
        loop.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS);
        // What is scheduled from another thread is at first a task for the loop as well.
        assertEquals(3001, place.queued());
        assertEquals(3001, place.tasks(10_000).size());
        assertEquals(new QueuedTask(TEST, false), place.tasks(1).get(0));
        assertEquals(progress, place.progress());
        held.letGo();
        await().until(place::idle);
        assertNotEquals(progress, place.progress());
        assertEquals("", place.running());
        assertEquals(List.of(new QueuedTask(TEST, true)), place.tasks(10));
        assertTrue(place.hasPeriodicTask());
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        assertTrue(place.takesTasks());
        place.execute(() -> ran.complete(Thread.currentThread()));
        assertSame(held.thread.join(), ran.join());
    }

    @Test
    void aLoopOfVertx() {
        Vertx vertx = Vertx.vertx();
        try {
            vertx.runOnContext(go -> held.run());
            Thread thread = held.thread.join();
            Workplace place = workplaces.of(thread).orElseThrow();
            assertTrue(thread.getName().startsWith("vert.x-eventloop-thread"), thread.getName());
            assertTrue(place.type().startsWith("io.netty.channel."), place.type());
            assertFalse(place.idle());
            assertEquals(TEST, place.running());
            held.letGo();
            await().until(place::idle);
        } finally {
            held.letGo();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
