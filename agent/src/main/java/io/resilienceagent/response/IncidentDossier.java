package io.resilienceagent.response;

import io.resilienceagent.dump.DumpRequest;
import io.resilienceagent.dump.TaskDump;
import io.resilienceagent.incident.Incident;
import io.resilienceagent.incident.IncidentStore;
import java.util.List;
import java.util.Map;

/**
 * The files of an incident, in the order of their weight: the summary, what all threads do right now, the last minutes of the
 * flight recording. To be used on the {@link IncidentDesk}'s thread: it waits for the disk.
 */
public final class IncidentDossier {
    private final IncidentStore store;
    private final TaskDump dump;
    private final Recorder recorder;

    public IncidentDossier(IncidentStore store, TaskDump dump, Recorder recorder) {
        this.store = store;
        this.dump = dump;
        this.recorder = recorder;
    }

    /**
     * What all threads do right now; the first thing to be written, since it is of the moment.
     *
     * @param context what led to it, as {@code LOOP_GUARD_TIMEOUT}
     * @param suspects the threads that matter most
     */
    void dump(String incidentId, String context, List<Long> suspects, Map<String, Object> evidence) {
        dump.take(new DumpRequest(incidentId, context, suspects, Map.of(), evidence));
    }

    /** The first summary, and the last minutes of the recording beside it. */
    void open(Incident incident) {
        store.write(incident);
        recorder.write(incident.incidentId());
    }

    /** Writes a newer summary, or one that needs no other files. */
    void write(Incident incident) {
        store.write(incident);
    }
}
