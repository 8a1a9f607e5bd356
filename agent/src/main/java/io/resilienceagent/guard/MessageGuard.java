package io.resilienceagent.guard;

/** Never denies: notes when the messages of a handler come. Thread-safe; reads the clock once, and allocates nothing. */
public final class MessageGuard implements Guard {
    private final MessageTimes times;
    private final Ticker ticker;

    /** @param times where it notes them */
    public MessageGuard(MessageTimes times, Ticker ticker) {
        this.times = times;
        this.ticker = ticker;
    }

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public Object before(Invocation call) {
        times.came(ticker.nanos());
        return null;
    }

    @Override
    public void after(Invocation call, Object permit) {
        // What the host makes of its message is not this guard's business.
    }
}
