package io.resilienceagent.flight;

import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/** The agent's own kinds of event, as the JVM's flight recorder knows them. */
final class EventTypes {
    /** All that this package defines. */
    static final List<Class<? extends Event>> ALL = List.of(
            CallDenied.class,
            CircuitTransition.class,
            FaultInjected.class,
            LoopLag.class,
            LoopStall.class,
            LoopTick.class,
            OrderOutcome.class,
            Probe.class,
            Recovery.class,
            StateTransition.class,
            TaskDumpWritten.class);

    private EventTypes() {}

    /** Takes them out of the recorder, if it was ever at work; what is told through them later is recorded no more. */
    static void unregister() {
        if (FlightRecorder.isInitialized()) {
            ALL.forEach(FlightRecorder::unregister);
        }
    }
}
