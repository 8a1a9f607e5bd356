package io.resilienceagent.flight;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which events of the JVM the agent asks for. The JVM merges what all recordings ask for, so these must be cheap, and
 * their thresholds not lower than needed: a recording of the host's own gets them too.
 */
final class FlightSettings {
    private static final String TRUE = "true";

    private FlightSettings() {}

    /** Settings by {@code event#setting}, as the flight recorder takes them. */
    static Map<String, String> all() {
        Map<String, String> settings = new LinkedHashMap<>();
        // Of the default of 20 ms the sampler alone costs as much as all the rest.
        sampled(settings, "jdk.ExecutionSample", "50 ms");
        sampled(settings, "jdk.NativeMethodSample", "1 s");
        for (String waiting : List.of(
                "jdk.JavaMonitorEnter",
                "jdk.JavaMonitorWait",
                "jdk.ThreadPark",
                "jdk.ThreadSleep",
                "jdk.VirtualThreadPinned")) {
            lasting(settings, waiting, "50 ms");
        }
        for (String transfer : List.of("jdk.SocketRead", "jdk.SocketWrite", "jdk.FileRead", "jdk.FileWrite")) {
            lasting(settings, transfer, "20 ms");
        }
        settings.put("jdk.ExecuteVMOperation#enabled", TRUE);
        settings.put("jdk.ExecuteVMOperation#threshold", "10 ms");
        settings.put("jdk.SafepointBegin#enabled", TRUE);
        settings.put("jdk.SafepointBegin#threshold", "10 ms");
        for (String event : List.of("jdk.GarbageCollection", "jdk.GCPhasePause", "jdk.ThreadStart", "jdk.ThreadEnd")) {
            settings.put(event + "#enabled", TRUE);
        }
        settings.put("jdk.GCPhasePause#threshold", "0 ms");
        settings.put("jdk.CPULoad#enabled", TRUE);
        settings.put("jdk.CPULoad#period", "5 s");
        return settings;
    }

    private static void sampled(Map<String, String> settings, String event, String period) {
        settings.put(event + "#enabled", TRUE);
        settings.put(event + "#period", period);
    }

    private static void lasting(Map<String, String> settings, String event, String threshold) {
        settings.put(event + "#enabled", TRUE);
        settings.put(event + "#threshold", threshold);
        settings.put(event + "#stackTrace", TRUE);
    }
}
