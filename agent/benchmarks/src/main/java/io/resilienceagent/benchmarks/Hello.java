package io.resilienceagent.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The smallest bot: it calls each method of its desk once. With an argument it waits for its standard input to end. */
public final class Hello {
    private Hello() {}

    /** Says hello. */
    public static void main(String[] arguments) throws IOException {
        Desk desk = new Desk();
        desk.balances();
        desk.openOrders();
        // A price of its own for each run: the agent remembers the orders of the runs before.
        desk.place("BTCUSDT", "BUY", BigDecimal.ONE, BigDecimal.valueOf(System.currentTimeMillis(), 12));
        desk.cancel("1");
        desk.tick();
        System.out.println("hello");
        if (arguments.length > 0) {
            System.out.flush();
            while (System.in.read() >= 0) {
                // Until whoever measures us has seen enough.
            }
        }
    }

    /** What the policy weaves. */
    static final class Desk {
        String place(String symbol, String side, BigDecimal quantity, BigDecimal price) {
            return "1";
        }

        boolean cancel(String id) {
            return true;
        }

        Map<String, BigDecimal> balances() {
            return Map.of("USDT", BigDecimal.TEN);
        }

        List<String> openOrders() {
            return List.of();
        }

        void tick() {
            // A turn of its loop.
        }
    }
}
