package io.resilienceagent.flight;

import io.resilienceagent.guard.Events;

/** What a failure of the flight recorder means. */
final class MissingRecorder {
    private MissingRecorder() {}

    /**
     * Tells it, unless the process is just ending, when the recorder cannot be had any more and nobody misses it.
     *
     * @return whether there is none for good: without memory nothing works, and that passes
     */
    static boolean tell(Throwable failure, Events events) {
        if (failure instanceof IllegalStateException && processEnds()) {
            return true;
        }
        events.failure("FLIGHT_RECORDER_MISSING", "flight", failure);
        return !(failure instanceof VirtualMachineError);
    }

    /** The JVM has no other way to ask: it refuses new hooks once the old ones run. */
    private static boolean processEnds() {
        Thread hook = new Thread(null, () -> {}, "resilience-hook", 0, false);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }
}
