package io.resilienceagent.response;

import io.resilienceagent.dump.DumpRequest;
import io.resilienceagent.dump.DumpResult;
import io.resilienceagent.dump.TaskDump;
import io.resilienceagent.flight.FlightLog;
import io.resilienceagent.flight.FlightRecording;
import io.resilienceagent.incident.Incident;
import io.resilienceagent.incident.IncidentStore;
import java.util.List;
import java.util.Map;

/**
 * The files of an incident, in the order of their weight: the summary, what all threads do right now, the last minutes of the
 * flight recording. To be used on the {@link IncidentDesk}'s thread: it waits for the disk.
 */
public final class IncidentDossier {
    private static final String RECORDING = "recording.jfr";

    private final IncidentStore store;
    private final TaskDump dump;
    private final FlightRecording recording;
    private final FlightLog flight;

    public IncidentDossier(IncidentStore store, TaskDump dump, FlightRecording recording, FlightLog flight) {
        this.store = store;
        this.dump = dump;
        this.recording = recording;
        this.flight = flight;
    }

    /**
     * What all threads do right now; the first thing to be written, since it is of the moment.
     *
     * @param context what led to it, as {@code LOOP_GUARD_TIMEOUT}
     * @param suspects the threads that matter most
     * @return whether it stands on the disk
     */
    boolean dump(String incidentId, String context, List<Long> suspects, Map<String, Object> evidence) {
        DumpResult taken = dump.take(new DumpRequest(incidentId, context, suspects, Map.of(), evidence));
        flight.taskDump(
                incidentId,
                context,
                taken.totalTasks(),
                taken.nanos(),
                taken.bytes(),
                taken.file().isPresent());
        return taken.file().isPresent();
    }

    /** The first summary, and the last minutes of the recording beside it. */
    void open(Incident incident) {
        store.write(incident);
        if (recording.running()) {
            store.write(incident.incidentId(), RECORDING, recording::dump);
        }
    }

    /** Loads what writing takes, and writes nothing. */
    void prepare(Incident trial) {
        store.prepare(trial);
    }

    /** Writes a newer summary, or one that needs no other files. */
    void write(Incident incident) {
        store.write(incident);
    }
}
