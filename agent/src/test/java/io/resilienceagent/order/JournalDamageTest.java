package io.resilienceagent.order;

import static io.resilienceagent.order.Orders.admitted;
import static io.resilienceagent.order.Orders.buy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.order.Admission.Refusal;
import io.resilienceagent.policy.IdempotencyRule.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals that were cut, flipped and overwritten: no accepted or unknown order may pass for a new one. */
class JournalDamageTest {
    @TempDir
    Path root;

    private final ManualTime time = new ManualTime();
    private final ToldEvents events = new ToldEvents();
    private byte[] whole;
    /** File length when order n (price n) had its intent, and when it had its outcome. */
    private final List<int[]> marks = new ArrayList<>();

    @BeforeEach
    void writeAJournal() throws IOException {
        Path directory = root.resolve("whole");
        try (OrderBook book = Orders.open(directory, time, events)) {
            for (int price = 0; price < 5; price++) {
                LiveOrder order = admitted(book, buy(price));
                int intent = (int) Files.size(Orders.journal(directory));
                if (price % 2 == 0) {
                    book.accepted(order, "id" + price);
                } else {
                    book.unknown(order, "timeout");
                }
                marks.add(new int[] {intent, (int) Files.size(Orders.journal(directory))});
            }
        }
        whole = Files.readAllBytes(Orders.journal(directory));
    }

    private Path directoryWith(byte[] journal, int round) throws IOException {
        Path directory = Files.createDirectory(root.resolve("r" + round));
        Files.write(Orders.journal(directory), journal);
        return directory;
    }

    /** Whether the order would go out although it is accepted or unknown. */
    private static boolean wouldBeSent(OrderBook book, int price) throws IOException {
        return !(book.begin(Orders.terms(Durability.OS), buy(price)) instanceof Refusal);
    }

    @Test
    void aFileCutAnywhereLosesAtMostTheRecordThatWasCut() throws IOException {
        for (int length = 0; length <= whole.length; length++) {
            Path directory = directoryWith(Arrays.copyOf(whole, length), length);
            ToldEvents told = new ToldEvents();
            try (OrderBook book = Orders.open(directory, time, told)) {
                List<OrderRecord> found = book.orders();
                long expected = countUpTo(length);
                assertEquals(expected, found.size(), "cut at " + length);
                for (int i = 0; i < found.size(); i++) {
                    boolean accepted = i % 2 == 0 && marks.get(i)[1] <= length;
                    assertEquals(
                            accepted ? OrderState.ACCEPTED : OrderState.UNKNOWN,
                            found.get(i).state());
                }
                assertEquals(atABoundary(length), !told.noticed("ORDER_JOURNAL_DAMAGED"), "cut at " + length);
                assertTrue(told.failures.isEmpty(), () -> told.failures.toString());
                // The book goes on: what is resolved and sent now is found again.
                found.forEach(order -> book.resolve(order.id(), true, "", "test"));
                admitted(book, buy(99));
            }
            try (OrderBook book = Orders.open(directory, time, told)) {
                assertEquals(1, book.unknownCount(), "cut at " + length);
            }
        }
    }

    private long countUpTo(int length) {
        return marks.stream().filter(mark -> mark[0] <= length).count();
    }

    private boolean atABoundary(int length) {
        return length == JournalFormat.HEADER_BYTES
                || marks.stream().anyMatch(mark -> mark[0] == length || mark[1] == length);
    }

    @Test
    void flippedBitsNeverMakeAnAcceptedOrderNew() throws IOException {
        Random random = new Random(20240229);
        int lastRecord = marks.get(4)[1];
        for (int round = 0; round < 400; round++) {
            byte[] flipped = whole.clone();
            int at = random.nextInt(flipped.length);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            ToldEvents told = new ToldEvents();
            try (OrderBook book = Orders.open(directoryWith(flipped, round), time, told)) {
                for (int price = 0; price < 5; price++) {
                    assertFalse(wouldBeSent(book, price), "bit at " + at + ", order " + price);
                }
            }
            assertTrue(told.noticed("ORDER_JOURNAL_DAMAGED"), "bit at " + at + " of " + lastRecord);
        }
    }

    @Test
    void manyFlippedBitsBeforeTheLastOrderAreNeverSilent() throws IOException {
        Random random = new Random(42);
        int end = marks.get(3)[1];
        for (int round = 0; round < 200; round++) {
            byte[] damaged = whole.clone();
            int from = random.nextInt(end);
            int to = Math.min(end, from + 1 + random.nextInt(200));
            for (int i = from; i < to; i++) {
                damaged[i] = (byte) random.nextInt();
            }
            try (OrderBook book = Orders.open(directoryWith(damaged, round), time, new ToldEvents())) {
                for (int price = 0; price < 5; price++) {
                    assertFalse(wouldBeSent(book, price), "from " + from + " to " + to + ", order " + price);
                }
            }
        }
    }

    @Test
    void damageInTheMiddleKeepsWhatFollowsAndBlocksUntilSomebodyLooked() throws IOException {
        byte[] damaged = whole.clone();
        damaged[marks.get(1)[1] + 20] ^= 1; // the intent of order 2
        Path directory = directoryWith(damaged, 1);
        try (OrderBook book = Orders.open(directory, time, events)) {
            assertTrue(book.recovering());
            assertTrue(book.orders().stream().anyMatch(order -> order.order().contains("unreadable_record")));
            assertTrue(book.orders().stream().anyMatch(order -> order.order().endsWith("@ 4")));
            assertTrue(Files.size(directory.resolve("damaged-1.bin")) > 0);
        }
        try (OrderBook book = Orders.open(directory, time, new ToldEvents())) {
            assertTrue(book.recovering(), "a second start does not heal it");
            for (OrderRecord order : book.orders()) {
                book.resolve(order.id(), false, "", "ann");
            }
            assertFalse(book.recovering());
        }
        ToldEvents told = new ToldEvents();
        try (OrderBook book = Orders.open(directory, time, told)) {
            assertFalse(book.recovering());
            assertTrue(told.notices.isEmpty(), () -> told.notices.toString());
        }
    }

    @Test
    void garbageIsKeptAsideAndNothingIsSent() throws IOException {
        byte[] garbage = new byte[5000];
        new Random(1).nextBytes(garbage);
        Path directory = directoryWith(garbage, 1);
        try (OrderBook book = Orders.open(directory, time, events)) {
            assertFalse(wouldBeSent(book, 1));
            assertEquals(5000, Files.size(directory.resolve("damaged-1.bin")));
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void aDamagedHeaderAloneHidesNoOrder() throws IOException {
        byte[] damaged = whole.clone();
        damaged[3] ^= 4;
        try (OrderBook book = Orders.open(directoryWith(damaged, 1), time, events)) {
            assertEquals(5, book.orders().size());
            assertInstanceOf(Refusal.class, book.begin(Orders.terms(Durability.OS), buy(0)));
        }
    }
}
