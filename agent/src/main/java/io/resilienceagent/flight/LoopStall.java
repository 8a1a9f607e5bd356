package io.resilienceagent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A loop made no progress within its limit, or goes on again. */
@Name("resilience.LoopStall")
@Label("Loop Stall")
@Category({"Resilience", "Loops"})
@Description("A loop made no progress within its limit, or goes on again.")
@StackTrace(false)
final class LoopStall extends Event {
    @IncidentRelation
    @Label("Incident")
    String incidentId;

    @Label("Loop")
    String loop;

    @Label("Thread")
    @Description("The thread of the loop")
    String loopThread;

    @Label("Cause")
    String cause;

    @Label("Limit")
    @Timespan(Timespan.NANOSECONDS)
    long limit;

    @Label("Detected After")
    @Description("From the passing of the limit")
    @Timespan(Timespan.NANOSECONDS)
    long detectedAfter;

    @Label("Stalled")
    @Description("Since the last progress, until now or until its end")
    @Timespan(Timespan.NANOSECONDS)
    long stalled;

    @Label("Over")
    boolean over;
}
