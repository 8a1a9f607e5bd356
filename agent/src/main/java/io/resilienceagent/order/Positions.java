package io.resilienceagent.order;

import io.resilienceagent.bind.Decimals;
import io.resilienceagent.order.Holding.Movement;
import io.resilienceagent.order.Holding.Sighting;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is held of each asset: the last observed free balance, less the sells that it cannot contain yet, plus the
 * buys that it cannot contain yet. Asset names are compared without case. Outlives policy reloads. Thread-safe; one
 * short lock, so that two sells cannot both take the same holding.
 */
public final class Positions {
    private final OrderTime time;
    private final Object lock = new Object();
    private final Map<String, Holding> holdings = new HashMap<>();
    /** The last answer that told of all assets: what is not in it is not held. */
    private Sighting complete;

    /** Positions of which nothing is known yet. */
    public Positions(OrderTime time) {
        this.time = time;
    }

    /** Whether a sell may go out: a {@link Reservation}, or a {@link Shortage}. */
    public sealed interface Claim permits Reservation, Shortage {}

    /**
     * The holding does not suffice.
     *
     * @param code {@code STALE_POSITION}, {@code SKIP_NO_POSITION} or {@code SKIP_INSUFFICIENT_POSITION}
     * @param available what could be sold
     * @param reason for a person
     */
    public record Shortage(String code, BigDecimal available, String reason) implements Claim {}

    /** A part of a holding that a sell under way may use up. Ends once: {@link #free}, {@link #sold} or {@link #unknown}. */
    public final class Reservation implements Claim {
        private final Holding holding;
        private final Movement movement;

        private Reservation(Holding holding, Movement movement) {
            this.holding = holding;
            this.movement = movement;
        }

        /** The sell did not take place. */
        public void free() {
            synchronized (lock) {
                holding.remove(movement);
            }
        }

        /** The exchange took the sell: subtracted until an observation that started after this. */
        public void sold() {
            unknown(0);
        }

        /** Nobody can tell: subtracted until an observation that started so much later. */
        public void unknown(long settleNanos) {
            long now = time.nanos();
            synchronized (lock) {
                // Settling for ever must not overflow into the past.
                movement.ended(now + Math.min(settleNanos, Long.MAX_VALUE / 4));
            }
        }
    }

    /**
     * A complete answer about the account's free balances: an asset that is not in it is not held.
     *
     * @param free by asset
     * @param started the tick before the question was sent
     */
    public void observe(Map<String, BigDecimal> free, long started) {
        observe(free, new Sighting(started, time.nanos(), false));
    }

    /** The contents of a snapshot file that was written at this tick. */
    void observeSnapshot(Map<String, BigDecimal> free, long writtenAt) {
        observe(free, new Sighting(writtenAt, writtenAt, true));
    }

    private void observe(Map<String, BigDecimal> free, Sighting sighting) {
        Map<String, BigDecimal> byName = new HashMap<>();
        free.forEach((asset, quantity) -> byName.merge(normal(asset), quantity, BigDecimal::add));
        synchronized (lock) {
            if (!sighting.after(complete)) {
                return;
            }
            complete = sighting;
            byName.keySet().forEach(asset -> holdings.computeIfAbsent(asset, name -> new Holding()));
            holdings.forEach(
                    (asset, holding) -> holding.observe(byName.getOrDefault(asset, BigDecimal.ZERO), sighting));
        }
    }

    /** An answer about one asset alone. */
    public void observe(String asset, BigDecimal free, long started) {
        Sighting sighting = new Sighting(started, time.nanos(), false);
        synchronized (lock) {
            holding(asset).observe(free, sighting);
        }
    }

    private Holding holding(String asset) {
        return holdings.computeIfAbsent(normal(asset), name -> {
            Holding holding = new Holding();
            if (complete != null) {
                holding.observe(BigDecimal.ZERO, complete);
            }
            return holding;
        });
    }

    /**
     * Takes a part of a holding for a sell, if it is there.
     *
     * @param maxAgeNanos the age at which an observed answer is too old
     * @param snapshotMaxAgeNanos the age at which a snapshot is too old
     */
    public Claim claim(String asset, BigDecimal quantity, long maxAgeNanos, long snapshotMaxAgeNanos) {
        if (quantity.signum() < 0) {
            throw new IllegalArgumentException("a sell of " + quantity);
        }
        long now = time.nanos();
        synchronized (lock) {
            Holding holding = holding(asset);
            Sighting seen = holding.sighting();
            BigDecimal available = holding.available();
            if (seen == null) {
                return new Shortage("STALE_POSITION", available, "no balance of " + asset + " was observed yet");
            }
            long age = now - seen.started();
            if (age >= (seen.snapshot() ? snapshotMaxAgeNanos : maxAgeNanos)) {
                String source = seen.snapshot() ? "snapshot" : "observed balance";
                return new Shortage(
                        "STALE_POSITION",
                        available,
                        "the last " + source + " of " + asset + " is " + OrderTime.words(age) + " old");
            }
            if (available.signum() <= 0 && quantity.signum() > 0) {
                return new Shortage("SKIP_NO_POSITION", available, "no " + asset + " is held" + gone(holding));
            }
            if (available.compareTo(quantity) < 0) {
                return new Shortage(
                        "SKIP_INSUFFICIENT_POSITION",
                        available,
                        Decimals.text(available) + " " + asset + " can be sold, " + Decimals.text(quantity)
                                + " are wanted" + gone(holding));
            }
            Movement movement = new Movement(quantity, true, now);
            holding.add(movement);
            return new Reservation(holding, movement);
        }
    }

    private static String gone(Holding holding) {
        return holding.free().compareTo(holding.available()) == 0
                ? ""
                : " (" + Decimals.text(holding.free()) + " were observed, the rest is in sells since)";
    }

    /**
     * A buy was accepted and filled.
     *
     * @param began the tick before the order was sent: an answer that came later may contain it
     */
    public void bought(String asset, BigDecimal filled, long began) {
        if (filled.signum() <= 0) {
            return;
        }
        synchronized (lock) {
            Holding holding = holding(asset);
            if (holding.sighting() != null && began - holding.sighting().ended() >= 0) {
                holding.add(new Movement(filled, false, began));
            }
        }
    }

    /** What may be sold of an asset by what was last observed, however old; empty when nothing was. */
    public Optional<BigDecimal> available(String asset) {
        synchronized (lock) {
            Holding holding = holding(asset);
            return holding.sighting() == null ? Optional.empty() : Optional.of(holding.available());
        }
    }

    /** What may be sold of each asset that was ever seen, for status. */
    public Map<String, BigDecimal> all() {
        Map<String, BigDecimal> all = new TreeMap<>();
        synchronized (lock) {
            holdings.forEach((asset, holding) -> {
                if (holding.sighting() != null) {
                    all.put(asset, holding.available());
                }
            });
        }
        return all;
    }

    private static String normal(String asset) {
        return asset.toUpperCase(Locale.ROOT);
    }
}
