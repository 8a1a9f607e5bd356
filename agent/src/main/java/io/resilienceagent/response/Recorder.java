package io.resilienceagent.response;

/** Writes the last minutes of the JVM's flight recording beside an incident's other files. */
@FunctionalInterface
public interface Recorder {
    /** Writes it, where one runs. Takes up to a second; what fails is told, and never thrown. */
    void write(String incidentId);
}
