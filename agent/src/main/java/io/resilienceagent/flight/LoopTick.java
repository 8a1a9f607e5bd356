package io.resilienceagent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** One run of a loop; off by default, and sampled where it is on. */
@Name("resilience.LoopTick")
@Label("Loop Tick")
@Category({"Resilience", "Loops"})
@Description("One run of a loop; off by default, and sampled where it is on.")
@StackTrace(false)
@Enabled(false)
final class LoopTick extends Event {
    @Label("Loop")
    String loop;

    @Label("Run Time")
    @Timespan(Timespan.NANOSECONDS)
    long runTime;
}
