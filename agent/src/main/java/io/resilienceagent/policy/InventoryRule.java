package io.resilienceagent.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Lets nobody sell what is not held.
 *
 * @param maxAge the age at which an observed position is too old to sell from
 * @param allowShort which orders are meant to sell short
 * @param quoteAssets the assets that end a symbol
 * @param snapshotMaxAge the age at which the snapshot of an earlier run is worthless
 */
@Section(doc = "Lets no order sell what is not held. On orders only.")
public record InventoryRule(
        @Key(doc = "the age at which an observed position is too old to sell from", unset = "60s")
        Duration maxAge,

        @Key(doc = "a condition for orders that are meant to sell short, as `account == margin`")
        Optional<Condition> allowShort,

        @Key(
                doc =
                        "the assets that end a symbol, so that `BTC` is found in `BTCUSDT`; symbols with a separator need none",
                unset = "[]",
                orOne = true)
        List<String> quoteAssets,

        @Key(doc = "the age at which the positions of an earlier run are worthless", unset = "24h")
        Duration snapshotMaxAge)
        implements GuardSettings {
    /** Copies the assets. */
    public InventoryRule {
        quoteAssets = List.copyOf(quoteAssets);
    }
}
