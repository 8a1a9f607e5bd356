package io.resilienceagent.agent;

import io.resilienceagent.cause.Pauses;
import io.resilienceagent.cause.ThreadExaminer;
import io.resilienceagent.dump.TaskDump;
import io.resilienceagent.flight.FlightLog;
import io.resilienceagent.loop.StallDetector;
import io.resilienceagent.response.RequestedDump;
import io.resilienceagent.response.StallResponse;
import io.resilienceagent.response.StateResponse;

/** What looks and what answers, once it is made. For the desk's thread. */
record Eyes(
        Pauses pauses,
        ThreadExaminer examiner,
        TaskDump dump,
        FlightLog flight,
        StateResponse states,
        RequestedDump requested,
        StallResponse stalls,
        StallDetector detector) {}
