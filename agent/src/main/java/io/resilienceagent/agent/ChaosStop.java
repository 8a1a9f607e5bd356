package io.resilienceagent.agent;

import io.resilienceagent.chaos.ChaosEngine;
import io.resilienceagent.chaos.ChaosRefused;
import io.resilienceagent.chaos.EndReason;
import io.resilienceagent.chaos.Experiment;
import io.resilienceagent.control.Refused;
import io.resilienceagent.control.Reply;
import io.resilienceagent.control.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ends one experiment, or all of them. */
final class ChaosStop {
    private ChaosStop() {}

    /** Of this engine. */
    static Unhindered of(ChaosEngine engine) {
        return new Unhindered("chaos.stop", Set.of("id"), request -> stop(engine, request));
    }

    private static Reply stop(ChaosEngine engine, Request request) throws Refused {
        Optional<String> id = request.text("id");
        List<Experiment> stopped;
        try {
            stopped = id.isPresent()
                    ? List.of(engine.stop(id.get(), EndReason.STOPPED))
                    : engine.stopAll(EndReason.STOPPED);
        } catch (ChaosRefused refused) {
            throw refused(refused);
        }
        return json -> {
            json.writeArrayFieldStart("stopped");
            for (Experiment experiment : stopped) {
                json.writeString(experiment.id());
            }
            json.writeEndArray();
        };
    }

    static Refused refused(ChaosRefused refused) {
        return new Refused(refused.code(), refused.getMessage(), refused.next());
    }
}
