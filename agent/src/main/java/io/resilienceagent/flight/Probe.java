package io.resilienceagent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A part of the bot was asked whether it is well. */
@Name("resilience.Probe")
@Label("Probe")
@Category({"Resilience", "State"})
@Description("A part of the bot was asked whether it is well")
@StackTrace(false)
final class Probe extends Event {
    @IncidentRelation
    @Label("Incident")
    @Description("The incident that this belongs to: all events of one carry its name")
    String incidentId;

    @Label("Component")
    @Description("The part that was asked")
    String component;

    @Label("Passed")
    @Description("Whether all was well")
    boolean passed;

    @Label("Problem")
    @Description("What was wrong; empty when nothing was")
    String problem;

    @Label("Took")
    @Description("How long the answer took")
    @Timespan(Timespan.NANOSECONDS)
    long took;
}
