package io.resilienceagent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A recovery cycle succeeded or failed. */
@Name("resilience.Recovery")
@Label("Recovery Cycle")
@Category({"Resilience", "State"})
@Description("A recovery cycle succeeded or failed")
@StackTrace(false)
final class Recovery extends Event {
    @IncidentRelation
    @Label("Incident")
    @Description("The incident that this belongs to: all events of one carry its name")
    String incidentId;

    @Label("State")
    @Description("The state in which the bot recovers")
    String state;

    @Label("Cycle")
    @Description("Successful cycles in a row, this one included; 0 after one that failed")
    int cycle;

    @Label("Needed")
    @Description("How many in a row it takes")
    int needed;

    @Label("Successful")
    @Description("Whether nothing was lacking")
    boolean successful;

    @Label("Lacking")
    @Description("What was lacking; empty when nothing was")
    String lacking;
}
