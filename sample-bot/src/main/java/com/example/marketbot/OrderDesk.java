package com.example.marketbot;

/** Carries signals out: sends their orders, and keeps those that failed for another try. */
public final class OrderDesk {
    /** A timeout is mostly a hiccup of the network: so often the order is sent again at once. */
    static final int RESENDS = 2;

    static final int RETRY_EVERY_TICKS = 10;

    private final Trader trader;
    private final OpenSignals openSignals;
    private final SignalJournal journal;
    private final Positions positions;
    private final Denials denials;

    public OrderDesk(
            Trader trader, OpenSignals openSignals, SignalJournal journal, Positions positions, Denials denials) {
        this.trader = trader;
        this.openSignals = openSignals;
        this.journal = journal;
        this.positions = positions;
        this.denials = denials;
    }

    /** Carries a new signal out. */
    public void submit(Signal signal, long tick) {
        openSignals.add(signal);
        send(signal, tick);
    }

    /** Tries every open signal whose time has come, such as those that the run before left behind. */
    public void retryDue(long tick) {
        openSignals.due(tick).forEach(signal -> send(signal, tick));
    }

    private void send(Signal signal, long tick) {
        journal.record(signal);
        try {
            placeInsistently(signal.toOrder());
            openSignals.acknowledged(signal);
            positions.ordered(signal);
        } catch (ExchangeException e) {
            if (e.rateLimited()) {
                openSignals.postponed(signal, tick + 1); // the signal is good, so on with it
            } else {
                openSignals.failed(signal, tick + RETRY_EVERY_TICKS);
            }
        } catch (RuntimeException e) {
            openSignals.failed(signal, tick + RETRY_EVERY_TICKS);
        }
    }

    private void placeInsistently(OrderRequest order) {
        for (int resends = 0; ; resends++) {
            try {
                place(order);
                return;
            } catch (ExchangeTimeout e) {
                if (resends == RESENDS) {
                    throw e;
                }
            }
        }
    }

    private void place(OrderRequest order) {
        try {
            trader.placeOrder(order);
        } catch (RuntimeException e) {
            denials.count(e);
            throw e;
        }
    }
}
