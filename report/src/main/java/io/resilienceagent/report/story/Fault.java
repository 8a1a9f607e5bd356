package io.resilienceagent.report.story;

/**
 * Something that was broken on purpose.
 *
 * @param incidentId the experiment's name
 * @param type what kind of fault
 * @param target where
 * @param begin when it began, in nanoseconds since 1970
 * @param end when it was over; 0 while it lasts or where nothing tells
 * @param fired how often it struck
 * @param why why it ended; empty while it lasts
 * @param owner who asked for it
 * @param dryRun whether it only counted
 */
public record Fault(
        String incidentId,
        String type,
        String target,
        long begin,
        long end,
        long fired,
        String why,
        String owner,
        boolean dryRun) {
    /** What is known of one experiment from two tellings. */
    Fault with(Fault later) {
        boolean over = !later.why.isEmpty();
        return new Fault(
                incidentId,
                type,
                target,
                Math.min(begin, later.begin),
                over ? Math.max(end, later.end) : end,
                Math.max(fired, later.fired),
                over ? later.why : why,
                owner,
                dryRun);
    }
}
