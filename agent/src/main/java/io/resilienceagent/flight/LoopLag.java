package io.resilienceagent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** How long ago a loop made its last progress. */
@Name("resilience.LoopLag")
@Label("Loop Lag")
@Category({"Resilience", "Loops"})
@Description("How long ago a loop made its last progress.")
@StackTrace(false)
@Period("5 s")
final class LoopLag extends Event {
    @Label("Loop")
    String loop;

    @Label("Since Progress")
    @Timespan(Timespan.NANOSECONDS)
    long sinceProgress;

    @Label("Limit")
    @Description("How long it may go without progress")
    @Timespan(Timespan.NANOSECONDS)
    long limit;
}
