package io.resilienceagent.policy;

import java.time.Duration;

/**
 * What is kept of incidents, and of the time before them.
 *
 * @param keep the most incidents that are kept
 * @param maxMegabytes the most megabytes that all of them take
 * @param recording whether the JVM's flight recorder runs all the time
 * @param recordingAge how much of the past a recording holds
 * @param recordingMegabytes the most megabytes that it holds
 */
@Section(doc = "What is kept of incidents, and of the time before them.")
public record IncidentsRule(
        @Key(doc = "the most incidents that are kept; the oldest go first", unset = "50", min = 1, max = 10000)
        int keep,

        @Key(doc = "the most megabytes that all of them may take together", unset = "500", min = 1, max = 1000000)
        int maxMegabytes,

        @Key(
                doc =
                        "whether a flight recording runs all the time, to be written down with each incident; absent loops need none",
                unset = "true")
        boolean recording,

        @Key(doc = "how much of the past the recording holds", unset = "5m", min = 1000)
        Duration recordingAge,

        @Key(doc = "the most megabytes that the recording holds", unset = "32", min = 1, max = 10000)
        int recordingMegabytes) {}
