package io.resilienceagent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The bot went from one state to another. */
@Name("resilience.StateTransition")
@Label("State Transition")
@Category({"Resilience", "State"})
@Description("The bot went from one state to another.")
@StackTrace(false)
final class StateTransition extends Event {
    @IncidentRelation
    @Label("Incident")
    String incidentId;

    @Label("From")
    String from;

    @Label("To")
    String to;

    @Label("Reason")
    String reason;

    @Label("Owner")
    @Description("Which part of the agent, or who, asked for it")
    String owner;

    @Label("Duration In Old State")
    @Timespan(Timespan.NANOSECONDS)
    long inOldState;

    @IncidentRelation
    @Label("Caused By")
    @Description("The incident that this one follows from")
    String causeIncidentId;
}
