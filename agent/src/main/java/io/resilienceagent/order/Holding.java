package io.resilienceagent.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * One asset: the last observed free balance and what has moved since. For one thread at a time.
 *
 * <p>Which movements an observation already contains is judged to the safe side. It asked the exchange somewhere
 * between its start and its end. A sell counts against the holding unless it had ended before the observation started;
 * a buy counts for it only if it began after the observation had ended. What overlaps is the worse of both.
 */
final class Holding {
    /** More movements than this between two observations are summed up. */
    private static final int MOST_MOVEMENTS = 1000;

    /** What takes from or gives to the holding. */
    static final class Movement {
        final BigDecimal quantity;
        final boolean sell;
        final long began;
        /** The tick from which an observation contains the movement. */
        long containedFrom = Long.MAX_VALUE;

        boolean ended;

        Movement(BigDecimal quantity, boolean sell, long began) {
            this.quantity = quantity;
            this.sell = sell;
            this.began = began;
        }

        void ended(long containedFrom) {
            this.ended = true;
            this.containedFrom = containedFrom;
        }

        BigDecimal change() {
            return sell ? quantity.negate() : quantity;
        }
    }

    private final List<Movement> movements = new ArrayList<>();
    /** The sum of the movements, which every order asks for. */
    private BigDecimal moved = BigDecimal.ZERO;

    private BigDecimal free = BigDecimal.ZERO;
    private Sighting sighting;

    /** When and how a balance was seen. */
    record Sighting(long started, long ended, boolean snapshot) {
        boolean after(Sighting other) {
            return other == null || started - other.started > 0;
        }
    }

    /** Takes an observation, unless a later one is known. */
    void observe(BigDecimal observed, Sighting seen) {
        if (!seen.after(sighting)) {
            return;
        }
        free = observed;
        sighting = seen;
        movements.removeIf(this::contained);
        sum();
    }

    /** Adds up anew what is left; so the scale of old quantities does not stay in the sum. */
    private void sum() {
        moved = BigDecimal.ZERO;
        for (Movement movement : movements) {
            moved = moved.add(movement.change());
        }
    }

    private boolean contained(Movement movement) {
        if (!movement.sell) {
            return movement.began - sighting.ended() < 0;
        }
        return movement.ended && movement.containedFrom - sighting.started() <= 0;
    }

    void add(Movement movement) {
        if (movements.size() >= MOST_MOVEMENTS) {
            sumUp();
        }
        movements.add(movement);
        moved = moved.add(movement.change());
    }

    void remove(Movement movement) {
        if (movements.remove(movement)) {
            moved = moved.subtract(movement.change());
        }
    }

    /** Puts the ended sells into one that is contained as late as the last of them, and forgets the buys. */
    private void sumUp() {
        BigDecimal sum = BigDecimal.ZERO;
        Movement last = null;
        for (Movement movement : movements) {
            if (movement.sell && movement.ended) {
                sum = sum.add(movement.quantity);
                last = last == null || movement.containedFrom - last.containedFrom > 0 ? movement : last;
            }
        }
        movements.removeIf(movement -> !movement.sell || movement.ended);
        if (last != null) {
            Movement all = new Movement(sum, true, last.began);
            all.ended(last.containedFrom);
            movements.add(all);
        }
        sum();
    }

    /** What may be sold: never more than there is, negative when more was sold than was seen. */
    BigDecimal available() {
        return free.add(moved);
    }

    /** The last observation; null when there was none. */
    Sighting sighting() {
        return sighting;
    }

    BigDecimal free() {
        return free;
    }
}
