package io.resilienceagent.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;

/** Has its key in all places where careless hosts have theirs, hangs, and lets an exception with the key in it end its loop. */
public final class SecretHost {
    /** Made up. */
    public static final String KEY = "sk-live-4f9A8b7C6d5E4f3A2b1C0d9E8f7A6b5C";

    private static final Path INCIDENTS = Path.of("resilience-state", "incidents");

    private SecretHost() {}

    /** An order of which every word would be too much. */
    record Order(String symbol, String token) {}

    /** A task that says what it was made of. */
    record Task(String token) implements Callable<String> {
        @Override
        public String call() throws Exception {
            Thread.sleep(60_000);
            return token;
        }

        @Override
        public String toString() {
            return "Task token=" + token;
        }
    }

    public static void main(String[] arguments) throws Exception {
        ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(1, task -> {
            Thread thread = new Thread(task, "client api_key=" + KEY);
            thread.setDaemon(true);
            return thread;
        });
        Future<String> unused = pool.submit(new Task(KEY));
        unused = pool.submit(new Task(KEY));
        String captured = KEY;
        pool.execute(() -> Tell.that("never", captured));
        Thread loop = new Thread(() -> loop(pool), "loop Bearer " + KEY);
        loop.start();
        loop.join();
        Await.until("the task, the hang and the end are told", () -> stalls() >= 3);
        Tell.that("done", !unused.isDone());
    }

    private static long stalls() throws Exception {
        if (!Files.isDirectory(INCIDENTS)) {
            return 0;
        }
        // Not a walk: within the folders files come and go.
        try (Stream<Path> found = Files.list(INCIDENTS)) {
            return found.filter(folder -> folder.getFileName().toString().startsWith("stall-"))
                    .filter(folder -> Files.exists(folder.resolve("summary.json")))
                    .count();
        }
    }

    private static void loop(ExecutorService pool) {
        try {
            for (int i = 0; i < 20; i++) {
                tick(i);
                Tell.about("order", () -> send(new Order("BTC", KEY)));
            }
        } catch (IllegalStateException end) {
            Tell.that("loop ended", pool.isShutdown());
        }
    }

    static void tick(int number) {
        try {
            Thread.sleep(number == 10 ? 1500 : 5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (number == 15) {
            throw new IllegalStateException("cannot sign with apiKey=" + KEY + " and Authorization: Bearer " + KEY);
        }
    }

    static String send(Order order) {
        throw new IllegalArgumentException("refused: POST /order?token=" + order.token() + "&signature=" + KEY);
    }
}
