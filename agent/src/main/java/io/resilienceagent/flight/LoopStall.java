package io.resilienceagent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;

/** A loop made no progress within its limit, or goes on again. */
@Name("resilience.LoopStall")
@Label("Loop Stall")
@Category({"Resilience", "Loops"})
@Description("A loop made no progress within its limit, or goes on again")
@StackTrace(false)
final class LoopStall extends Event {
    @IncidentRelation
    @Label("Incident")
    @Description("The incident that this belongs to: all events of one carry its name")
    String incidentId;

    @Label("Loop")
    @Description("The loop's name in the policy")
    String loop;

    @Label("Loop Thread")
    @Description("The thread of the loop")
    String loopThread;

    @Label("Cause")
    @Description("Why it is stuck, as far as is known")
    String cause;

    @Label("Limit")
    @Description("How long it may go without progress")
    @Timespan(Timespan.NANOSECONDS)
    long limit;

    @Label("Detected After")
    @Description("From the passing of the limit to its detection")
    @Timespan(Timespan.NANOSECONDS)
    long detectedAfter;

    @Label("Stuck Since")
    @Description("When it made its last progress")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long stuckSince;

    @Label("Stalled")
    @Description("From the last progress until now, or until its end")
    @Timespan(Timespan.NANOSECONDS)
    long stalled;

    @Label("Over")
    @Description("Whether the loop goes on")
    boolean over;

    @IncidentRelation
    @Label("Caused By")
    @Description("The incident that this one follows from")
    String causeIncidentId;
}
