package io.resilienceagent.report.story;

/**
 * Recovery cycles that ended alike, one after the other: in each the agent looked whether all was well again. A good one is
 * told alone.
 *
 * @param first when the first one was judged, in nanoseconds since 1970
 * @param last when the last one was
 * @param count how many
 * @param incidentId the incident that the bot recovers from; may be empty
 * @param state the state in which it recovers
 * @param inRow good ones in a row, this one included; 0 for those that were not good
 * @param needed how many in a row it takes
 * @param lacking what was lacking in the last one; empty for a good one
 */
public record Cycles(
        long first, long last, long count, String incidentId, String state, long inRow, long needed, String lacking) {
    /** One cycle. */
    public static Cycles one(long at, String incidentId, String state, long inRow, long needed, String lacking) {
        return new Cycles(at, at, 1, incidentId, state, inRow, needed, lacking);
    }

    /** Whether nothing was lacking. */
    public boolean good() {
        return inRow > 0;
    }

    /** Whether another cycle is more of the same. */
    boolean goesOnWith(Cycles next) {
        return !good() && !next.good() && state.equals(next.state) && incidentId.equals(next.incidentId);
    }

    /** These and another one, which came later. */
    Cycles with(Cycles next) {
        return new Cycles(
                first,
                Math.max(last, next.last),
                count + next.count,
                incidentId,
                state,
                inRow,
                next.needed,
                next.lacking);
    }
}
