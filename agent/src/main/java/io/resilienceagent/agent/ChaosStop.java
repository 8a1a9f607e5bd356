package io.resilienceagent.agent;

import io.resilienceagent.chaos.ChaosEngine;
import io.resilienceagent.chaos.ChaosRefused;
import io.resilienceagent.chaos.EndReason;
import io.resilienceagent.chaos.Experiment;
import io.resilienceagent.control.Command;
import io.resilienceagent.control.Refused;
import io.resilienceagent.control.Reply;
import io.resilienceagent.control.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ends one experiment, or all of them. */
final class ChaosStop implements Command {
    private final ChaosEngine engine;

    ChaosStop(ChaosEngine engine) {
        this.engine = engine;
    }

    @Override
    public String name() {
        return "chaos.stop";
    }

    @Override
    public boolean changes() {
        return true;
    }

    /** A full disk must keep nobody from ending what he began. */
    @Override
    public boolean unrecorded(Request request) {
        return true;
    }

    @Override
    public Reply run(Request request) throws Refused {
        request.only(Set.of("id"));
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
