package com.example.marketbot.exchange;

import java.util.Locale;

/** What the exchange puts its customers through. */
public enum Scenario {
    /** Everything works. */
    NORMAL,
    /** The feed delivers some messages twice, at once or late. */
    DUPLICATE_SIGNALS,
    /** The market falls, the account holds little, and the venue lends whatever is sold short. */
    SELL_WITHOUT_POSITION,
    /** Some orders are answered with a failure of the server, and are not executed. */
    EXCHANGE_ERRORS,
    /** Too many orders are answered with 429 for a while. */
    RATE_LIMITED,
    /** Orders are executed, but answered late, some later than anybody waits. */
    SLOW_EXCHANGE,
    /** Some orders are executed and never answered. */
    LOST_ANSWERS;

    /** The name as people write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
