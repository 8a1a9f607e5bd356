package io.resilienceagent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;

/** The bot went from one state to another. */
@Name("resilience.StateTransition")
@Label("State Transition")
@Category({"Resilience", "State"})
@Description("The bot went from one state to another")
@StackTrace(false)
final class StateTransition extends Event {
    @IncidentRelation
    @Label("Incident")
    @Description("The incident that this belongs to: all events of one carry its name")
    String incidentId;

    @Label("From")
    @Description("The state that it left")
    String from;

    @Label("To")
    @Description("The state that it is in now")
    String to;

    @Label("Reason")
    @Description("Why, for a person")
    String reason;

    @Label("Owner")
    @Description("Which part of the agent, or who, asked for it")
    String owner;

    @Label("At")
    @Description("When it did: this event is written a moment later")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long at;

    @Label("Duration In Old State")
    @Description("How long the old state had lasted")
    @Timespan(Timespan.NANOSECONDS)
    long inOldState;

    @IncidentRelation
    @Label("Caused By")
    @Description("The incident that this one follows from")
    String causeIncidentId;
}
