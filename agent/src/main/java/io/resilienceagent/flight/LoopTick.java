package io.resilienceagent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** How a loop has ticked of late; off by default, and sampled where it is on. */
@Name("resilience.LoopTick")
@Label("Loop Ticks")
@Category({"Resilience", "Loops"})
@Description("How a loop has ticked since the last sample, about once a second for each loop that did; off by default")
@StackTrace(false)
@Enabled(false)
final class LoopTick extends Event {
    @Label("Loop")
    @Description("The loop's name in the policy")
    String loop;

    @Label("Loop Thread")
    @Description("The thread that ticked last")
    String loopThread;

    @Label("Run Time")
    @Description("Of the last tick; not there where they come too often to be timed")
    @Timespan(Timespan.NANOSECONDS)
    long runTime;

    @Label("Ticks")
    @Description("How many ended since the last sample")
    long ticks;

    @Label("Sampled Over")
    @Description("The time since the last sample")
    @Timespan(Timespan.NANOSECONDS)
    long sampledOver;

    @Label("Longest Run Time")
    @Description("The longest tick seen so far")
    @Timespan(Timespan.NANOSECONDS)
    long longest;
}
