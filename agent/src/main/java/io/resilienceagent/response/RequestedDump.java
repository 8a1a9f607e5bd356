package io.resilienceagent.response;

import io.resilienceagent.incident.Incident;
import io.resilienceagent.incident.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An incident that a person asks for: nothing is wrong, or nobody else has seen it. On the {@link IncidentDesk}'s thread. */
public final class RequestedDump {
    private static final String KIND = "dump";

    private final IncidentDossier dossier;

    /** Of those files. */
    public RequestedDump(IncidentDossier dossier) {
        this.dossier = dossier;
    }

    /** A name for one. */
    public static String incident() {
        return IncidentId.next(KIND);
    }

    /**
     * Takes the dump, then writes the summary and the recording.
     *
     * @param state the state of the bot, which does not change
     * @param reason the person's, for people
     * @return whether the dump stands on the disk
     */
    public boolean take(String incidentId, String bot, String state, String reason) {
        Map<String, Object> evidence = Map.of("reason", reason, "owner", "operator");
        boolean written = dossier.dump(incidentId, "COMMAND", List.of(), evidence);
        dossier.open(
                new Incident(incidentId, KIND, Instant.now(), bot, "", "", 0, 0L, "", evidence, state, state, null));
        return written;
    }
}
