package io.resilienceagent.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.resilienceagent.policy.IdempotencyRule.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is really full. Needs the right to mount one. */
class FullDiskTest {
    @TempDir
    Path mount;

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private static boolean mounted(String size, Path at) throws InterruptedException {
        try {
            return run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", at.toString());
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    @Test
    void refusesOrdersUntilThereIsRoomAndForgetsNone() throws IOException, InterruptedException {
        assumeTrue(mounted("64k", mount), "skipped: this user may not mount a tmpfs, so no real disk gets full");
        try {
            fillAndFree();
        } finally {
            assertTrue(run("umount", mount.toString()));
        }
    }

    private void fillAndFree() throws IOException {
        ManualTime time = new ManualTime();
        ToldEvents events = new ToldEvents();
        Path directory = mount.resolve("orders");
        Path ballast = mount.resolve("ballast");
        Files.write(ballast, new byte[32 << 10]);
        Set<String> sent = new TreeSet<>();
        try (OrderBook book = Orders.open(directory, time, events)) {
            int refused = 0;
            for (int price = 0; refused < 20; price++) {
                if (sent(book, price)) {
                    sent.add("BUY 0.01 BTCUSDT @ " + price);
                } else {
                    refused++;
                }
            }
            assertTrue(sent.size() > 20);
            Files.delete(ballast);
            assertTrue(sent(book, 1_000_000));
            sent.add("BUY 0.01 BTCUSDT @ 1000000");
        }
        try (OrderBook book = Orders.open(directory, time, events)) {
            Set<String> found = new TreeSet<>();
            book.orders().forEach(order -> found.add(order.order()));
            assertEquals(sent, found);
        }
    }

    private static boolean sent(OrderBook book, int price) {
        try {
            assertInstanceOf(LiveOrder.class, book.begin(Orders.terms(Durability.FSYNC), Orders.buy(price)));
            return true;
        } catch (IOException full) {
            return false;
        }
    }
}
