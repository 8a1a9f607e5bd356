package io.resilienceagent.flight;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
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
@Description("All tasks of the host were written down")
@StackTrace(false)
final class TaskDumpWritten extends Event {
    @IncidentRelation
    @Label("Incident")
    @Description("The incident that this belongs to: all events of one carry its name")
    String incidentId;

    @Label("Context")
    @Description("What led to it, as LOOP_GUARD_TIMEOUT")
    String context;

    @Label("Total Tasks")
    @Description("How many tasks it lists")
    int totalTasks;

    @Label("Time Taken")
    @Description("From the beginning until it stood on the disk")
    @Timespan(Timespan.NANOSECONDS)
    long timeTaken;

    @Label("File Size")
    @Description("How long the file is")
    @DataAmount(DataAmount.BYTES)
    long fileSize;

    @Label("Written")
    @Description("False when the disk or the memory did not suffice")
    boolean written;
}
