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
@Description("How long the oldest tick of a loop under way has lasted")
@StackTrace(false)
@Period("5 s")
final class LoopLag extends Event {
    @Label("Loop")
    @Description("The loop's name in the policy")
    String loop;

    @Label("Since Progress")
    @Description("How long its tick has lasted; 0 between ticks")
    @Timespan(Timespan.NANOSECONDS)
    long sinceProgress;

    @Label("Limit")
    @Description("How long it may go without progress")
    @Timespan(Timespan.NANOSECONDS)
    long limit;
}
