package io.resilienceagent.agent;

import io.resilienceagent.control.Refused;
import io.resilienceagent.control.Reply;
import io.resilienceagent.control.Request;
import io.resilienceagent.response.RequestedDump;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** {@code dump}: an incident on command, with what all tasks do right now and the last minutes of the recording. */
final class DumpCommand {
    private DumpCommand() {}

    /** Of this bot. It changes nothing but files. */
    static Unhindered of(Supervision supervision) {
        return new Unhindered("dump", Set.of("reason"), request -> dump(supervision, request));
    }

    private static Reply dump(Supervision supervision, Request request) throws Refused {
        String incidentId = RequestedDump.incident();
        Optional<Path> folder =
                supervision.dump(incidentId, request.text("reason").orElse("none given"));
        if (folder.isEmpty()) {
            throw new Refused(
                    "DUMP_UNWRITTEN",
                    "the dump of incident " + incidentId + " is not on the disk",
                    "make room on the disk of the state directory; the log says more");
        }
        return json -> {
            json.writeStringField("incident_id", incidentId);
            json.writeStringField("path", folder.get().toString());
        };
    }
}
