package io.resilienceagent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A recovery cycle succeeded or failed. */
@Name("resilience.Recovery")
@Label("Recovery")
@Category({"Resilience", "State"})
@Description("A recovery cycle succeeded or failed.")
@StackTrace(false)
final class Recovery extends Event {
    @IncidentRelation
    @Label("Incident")
    String incidentId;

    @Label("Cycle")
    @Description("Successful cycles in a row, this one included")
    int cycle;

    @Label("Needed")
    int needed;

    @Label("Successful")
    boolean successful;
}
