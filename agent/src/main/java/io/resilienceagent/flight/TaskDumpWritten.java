package io.resilienceagent.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** All tasks of the host were written down. */
@Name("resilience.TaskDump")
@Label("Task Dump")
@Category({"Resilience", "Incidents"})
@Description("All tasks of the host were written down.")
@StackTrace(false)
final class TaskDumpWritten extends Event {
    @IncidentRelation
    @Label("Incident")
    String incidentId;

    @Label("Context")
    String context;

    @Label("Total Tasks")
    int totalTasks;

    @Label("Time Taken")
    @Timespan(Timespan.NANOSECONDS)
    long timeTaken;

    @Label("Written")
    @Description("False when the disk or the memory did not suffice")
    boolean written;
}
