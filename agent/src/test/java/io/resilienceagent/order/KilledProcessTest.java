package io.resilienceagent.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.Ticker;
import io.resilienceagent.policy.IdempotencyRule.Durability;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it sends orders: the next one knows every order that may have gone out. */
class KilledProcessTest {
    private static final int ROUNDS = 20;

    @TempDir
    Path root;

    /** Sends orders from four threads until it is killed; says of each when it may go out and when it was accepted. */
    static final class Sender {
        private Sender() {}

        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            PrintStream out = System.out;
            ToldEvents events = new ToldEvents();
            OrderBook book =
                    OrderBook.open(directory, new LocalDisk(), 16 << 10, OrderTime.system(Ticker.system()), events);
            for (int t = 0; t < 4; t++) {
                int first = t * 1_000_000;
                Durability durability = t == 0 ? Durability.FSYNC : Durability.OS;
                new Thread(() -> send(book, first, durability, out)).start();
            }
        }

        private static void send(OrderBook book, int first, Durability durability, PrintStream out) {
            try {
                for (int price = first; ; price++) {
                    LiveOrder order = (LiveOrder) book.begin(Orders.terms(durability), Orders.buy(price));
                    out.println("begun " + price);
                    if (price % 3 == 0) {
                        book.accepted(order, "id" + price);
                        out.println("accepted " + price);
                    } else if (price % 3 == 1) {
                        book.rejected(order, "no");
                        out.println("rejected " + price);
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void noOrderIsForgottenByAKill() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            Path directory = root.resolve("round" + round);
            Map<String, String> said = runAndKill(directory, 50 + random.nextInt(1500));
            ToldEvents events = new ToldEvents();
            try (OrderBook book = OrderBook.open(directory, OrderTime.system(Ticker.system()), events)) {
                Map<String, OrderState> found = new HashMap<>();
                book.orders().forEach(order -> found.put(order.order(), order.state()));
                said.forEach((order, last) -> assertFound(order, last, found.get(order)));
                assertTrue(said.size() > 10);
            }
            assertEquals(List.of(), events.failures);
        }
    }

    private static void assertFound(String order, String last, OrderState found) {
        switch (last) {
            case "accepted" -> assertEquals(OrderState.ACCEPTED, found, order);
            case "begun" -> {
                // Its outcome may have been written, only not said: a rejected one is not in the book.
                boolean rejectable = Integer.parseInt(order.substring(order.indexOf('@') + 2)) % 3 == 1;
                assertTrue(found != null || rejectable, order);
            }
            default -> assertFalse(found == OrderState.ACCEPTED, order);
        }
    }

    /** What the process had said last of each order when it was killed after so many lines. */
    private static Map<String, String> runAndKill(Path directory, int lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(directory))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<String, String> said = new HashMap<>();
        try (BufferedReader reader = process.inputReader()) {
            for (int i = 0; i < lines; i++) {
                String line = reader.readLine();
                assertNotNull(line, "the process ended by itself");
                note(line, said);
            }
            process.destroyForcibly();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                note(line, said);
            }
        } catch (IOException streamClosedByTheKill) {
            // What was read until then counts.
        }
        process.waitFor();
        return said;
    }

    private static void note(String line, Map<String, String> said) {
        String[] words = line.split(" ", -1);
        if (words.length == 2 && !words[1].isEmpty() && known(words[1])) {
            said.put(Orders.buy(Integer.parseInt(words[1])).describe(), words[0]);
        }
    }

    /** The last line may have been cut short by the kill; its number would be another order. */
    private static boolean known(String number) {
        return number.chars().allMatch(Character::isDigit);
    }

    private static List<String> command(Path directory) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx64m");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Sender.class.getName());
        command.add(directory.toString());
        return command;
    }
}
