package io.resilienceagent.state;

import static io.resilienceagent.state.SystemState.DEGRADED;
import static io.resilienceagent.state.SystemState.FATAL;
import static io.resilienceagent.state.SystemState.RECOVERING;
import static io.resilienceagent.state.SystemState.RUNNING;
import static io.resilienceagent.state.SystemState.SAFE_MODE;

import java.util.List;

/** The transitions that there are. What is not in this table does not happen, whoever asks for it. */
final class TransitionTable {
    private static final List<Row> ROWS = List.of(
            new Row(RUNNING, DEGRADED, Trigger.ERRORS),
            new Row(DEGRADED, SAFE_MODE, Trigger.ERRORS),
            new Row(RECOVERING, SAFE_MODE, Trigger.ERRORS),
            new Row(RUNNING, SAFE_MODE, Trigger.STALL),
            new Row(DEGRADED, SAFE_MODE, Trigger.STALL),
            new Row(RECOVERING, SAFE_MODE, Trigger.STALL),
            new Row(RUNNING, SAFE_MODE, Trigger.MANUAL),
            new Row(DEGRADED, SAFE_MODE, Trigger.MANUAL),
            new Row(RECOVERING, SAFE_MODE, Trigger.MANUAL),
            new Row(SAFE_MODE, RECOVERING, Trigger.CYCLES),
            new Row(RECOVERING, RUNNING, Trigger.CYCLES),
            new Row(DEGRADED, RUNNING, Trigger.QUIET),
            new Row(SAFE_MODE, FATAL, Trigger.TTL),
            new Row(RUNNING, FATAL, Trigger.IRREPARABLE),
            new Row(DEGRADED, FATAL, Trigger.IRREPARABLE),
            new Row(SAFE_MODE, FATAL, Trigger.IRREPARABLE),
            new Row(RECOVERING, FATAL, Trigger.IRREPARABLE),
            // A restart settles what the last process left: FATAL ends here and nowhere else.
            new Row(DEGRADED, RUNNING, Trigger.RESTART),
            new Row(FATAL, RECOVERING, Trigger.RESTART),
            new Row(RUNNING, RECOVERING, Trigger.RESTART),
            new Row(RUNNING, SAFE_MODE, Trigger.RESTART),
            new Row(FATAL, SAFE_MODE, Trigger.RESTART));

    private TransitionTable() {}

    private record Row(SystemState from, SystemState to, Trigger by) {}

    /** Whether this trigger may lead from the one state to the other. */
    static boolean allows(SystemState from, SystemState to, Trigger by) {
        for (Row row : ROWS) {
            if (row.from == from && row.to == to && row.by == by) {
                return true;
            }
        }
        return false;
    }
}
