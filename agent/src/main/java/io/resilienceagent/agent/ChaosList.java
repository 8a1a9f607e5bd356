package io.resilienceagent.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.chaos.ChaosEngine;
import io.resilienceagent.chaos.EndReason;
import io.resilienceagent.chaos.Experiment;
import io.resilienceagent.chaos.FaultType;
import io.resilienceagent.chaos.Suppression;
import io.resilienceagent.chaos.Target;
import io.resilienceagent.control.Command;
import io.resilienceagent.control.Refused;
import io.resilienceagent.control.Reply;
import io.resilienceagent.control.Request;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The experiments that run and those that ran, and what could be broken. */
final class ChaosList implements Command {
    private final ChaosEngine engine;

    ChaosList(ChaosEngine engine) {
        this.engine = engine;
    }

    @Override
    public String name() {
        return "chaos.list";
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public Reply run(Request request) throws Refused {
        request.only(Set.of());
        return json -> {
            write(json, engine);
            json.writeArrayFieldStart("types");
            for (FaultType type : engine.types()) {
                type(json, type);
            }
            json.writeEndArray();
        };
    }

    /** Writes whether chaos is allowed, and all experiments, as members of an object. */
    static void write(JsonGenerator json, ChaosEngine engine) throws IOException {
        json.writeBooleanField("enabled", engine.enabled());
        json.writeBooleanField("dry_run", engine.dryRun());
        json.writeArrayFieldStart("experiments");
        List<Experiment> experiments = engine.experiments();
        for (Experiment experiment : experiments) {
            experiment(json, experiment);
        }
        json.writeEndArray();
    }

    private static void experiment(JsonGenerator json, Experiment experiment) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", experiment.id());
        json.writeStringField("type", experiment.type());
        json.writeStringField("target", experiment.target());
        json.writeStringField("state", experiment.state());
        json.writeStringField(
                "why_ended", experiment.whyEnded().map(EndReason::word).orElse(null));
        json.writeStringField("detail", experiment.detail());
        json.writeNumberField("fired", experiment.fired());
        json.writeObjectFieldStart("suppressed");
        for (Map.Entry<Suppression, Long> count : experiment.suppressed().entrySet()) {
            json.writeNumberField(count.getKey().word(), count.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("remaining_ms", experiment.remaining().toMillis());
        json.writeStringField("seed", Long.toString(experiment.seed()));
        json.writeFieldName("percent");
        if (experiment.percent().isPresent()) {
            json.writeNumber(experiment.percent().get().text());
        } else {
            json.writeNull();
        }
        json.writeStringField("owner", experiment.owner());
        json.writeBooleanField("verified_gone", experiment.verifiedGone());
        json.writeEndObject();
    }

    private static void type(JsonGenerator json, FaultType type) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", type.name());
        json.writeStringField("doc", type.doc());
        json.writeArrayFieldStart("targets");
        for (Target target : Target.values()) {
            if (type.targets().contains(target)) {
                json.writeString(target.name().toLowerCase(Locale.ROOT));
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("options");
        for (FaultType.Option option : type.options()) {
            json.writeStartObject();
            json.writeStringField("name", option.name());
            json.writeStringField("doc", option.doc());
            json.writeStringField("unset", option.unset());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
