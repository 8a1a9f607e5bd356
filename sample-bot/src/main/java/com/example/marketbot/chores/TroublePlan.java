package com.example.marketbot.chores;

import com.example.marketbot.LockKind;
import java.time.Duration;

/**
 * The trouble of one run.
 *
 * @param kind one of the trouble's kinds
 * @param atTick the tick in which it begins, counted from 1
 * @param length how long it lasts
 * @param tickWork how long each tick of {@link Trouble#HEALTHY_SLOW} takes
 */
public record TroublePlan(Trouble trouble, String kind, long atTick, Duration length, Duration tickWork) {
    /** No trouble at all. */
    public static final TroublePlan NONE =
            new TroublePlan(Trouble.NONE, Trouble.NONE.kinds().get(0), 1, Duration.ZERO, Duration.ZERO);

    /** Stacks take only as much memory as was ever used of them. */
    private static final long DEEP_STACK_BYTES = 512L << 20;

    /** What guards the bot's books. */
    public LockKind locks() {
        return kind.equals("reentrant") ? LockKind.REENTRANT : LockKind.MONITOR;
    }

    /** The size of the stack that the loop needs, 0 for the usual one. */
    public long stackBytes() {
        return trouble == Trouble.HANG_RECURSION ? DEEP_STACK_BYTES : 0;
    }

    /** The time of the trouble, which is yet to come. */
    public Episode episode() {
        return new Episode(trouble.label(), atTick, trouble == Trouble.HANG_DEADLOCK ? null : length);
    }

    /** The chore that has the bug, or one that does nothing. */
    public Chore chore(Workplace place) {
        return switch (trouble) {
            case NONE -> tick -> {};
            case HANG_DEADLOCK -> new NetExposure(place);
            case HANG_LOCK -> new PositionReport(place);
            case HANG_IO -> kind.equals("http") ? new FundingRates(place) : new PriceBridge(place);
            case HANG_CPU -> kind.equals("regex") ? new NewsFilter(place) : new VolatilityFit(place);
            case HANG_RECURSION -> new SubAccounts(place);
            case HANG_SLEEP -> new RequestBudget(place);
            case LOOP_DIES -> kind.equals("error") ? new Fees(place) : new Heartbeat(place);
            case STARVE -> new Backfill(place);
            case GC_STORM -> new DepthHistory(place);
            case HEALTHY_SLOW -> new DeepAnalysis(place, tickWork);
        };
    }
}
