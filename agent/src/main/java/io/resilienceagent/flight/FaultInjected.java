package io.resilienceagent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** Something is broken on purpose from now on, or is no more. */
@Name("resilience.FaultInjected")
@Label("Fault Injected")
@Category({"Resilience", "Chaos"})
@Description("Something is broken on purpose from now on, or is no more")
@StackTrace(false)
final class FaultInjected extends Event {
    @IncidentRelation
    @Label("Incident")
    @Description("The incident that this belongs to: all events of one carry its name")
    String incidentId;

    @Label("Type")
    @Description("The kind of fault or stall")
    String type;

    @Label("Target")
    @Description("The loop, join point or transport; process for the process as a whole")
    String target;

    @Label("Seed")
    @Description("By which it decides: the same for the same decisions")
    long seed;

    @Label("Longest")
    @Description("How long it may last")
    @Timespan(Timespan.NANOSECONDS)
    long longest;

    @Label("Owner")
    @Description("Who asked for it")
    String owner;

    @Label("Dry Run")
    @Description("Whether it only decides and counts")
    boolean dryRun;

    @Label("Fired")
    @Description("How often it has really happened to the bot")
    long fired;

    @Label("Why Ended")
    @Description("Why it is over; empty while it lasts")
    String whyEnded;
}
