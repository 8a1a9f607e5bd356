package io.resilienceagent.host;

/** Sends orders through layers that are all join points: an order that is judged more than once spends more than one. */
public final class NestingHost {
    private NestingHost() {}

    public static void main(String[] arguments) throws Exception {
        Calls calls = new Calls();
        Tell.about("first", () -> calls.outer("A"));
        Tell.about("second", () -> calls.outer("A"));
        Tell.about("inner.alone", () -> calls.client("A"));
        Tell.about("inner.again", () -> calls.client("A"));
        // A denied or failed order leaves its thread as it was: what comes next is an outermost order again.
        Tell.about("outermost.again", () -> calls.outer("B"));
        Thread other = new Thread(() -> Tell.about("other.thread", () -> calls.outer("A")));
        other.start();
        other.join();
        Tell.that("reached", Calls.REACHED.get());
    }
}
