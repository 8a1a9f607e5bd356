package com.acme.desk.internal;

/** Sends orders whose terms are private to it. */
public final class Main {
    private record Order(Symbol symbol, double quantity) {}

    private record Symbol(String name) {}

    private static final class Refused extends RuntimeException {
        private Refused(String message) {
            super(message);
        }
    }

    private final String account = "main";

    private String place(Order order) {
        return "sent " + order.quantity();
    }

    public static void main(String[] arguments) {
        Main main = new Main();
        for (int quantity = 1; quantity <= 3; quantity++) {
            tell("A", main, quantity);
        }
        tell("B", main, 1);
        System.out.println("module=" + Main.class.getModule().getName());
        System.out.println("open=" + Main.class.getModule().isOpen(Main.class.getPackageName()));
    }

    private static void tell(String symbol, Main main, double quantity) {
        String answer;
        try {
            answer = main.place(new Order(new Symbol(symbol), quantity));
        } catch (Refused refused) {
            answer = "Refused " + refused.getMessage().split(":")[0];
        }
        System.out.println(symbol + " " + quantity + "=" + answer);
    }
}
