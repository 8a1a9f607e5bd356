package io.resilienceagent.agent;

import io.resilienceagent.chaos.ChaosEngine;
import io.resilienceagent.chaos.ChaosRefused;
import io.resilienceagent.chaos.EndReason;
import io.resilienceagent.chaos.Experiment;
import io.resilienceagent.chaos.ExperimentRequest;
import io.resilienceagent.control.Command;
import io.resilienceagent.control.Refused;
import io.resilienceagent.control.Reply;
import io.resilienceagent.control.Request;
import io.resilienceagent.policy.Percent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Breaks something on purpose, for a time. */
final class ChaosInject implements Command {
    private static final long LONGEST = Duration.ofDays(3650).toMillis();
    private static final Set<String> MEMBERS = Set.of(
            "type",
            "target",
            "duration_ms",
            "percent",
            "seed",
            "burst_on_ms",
            "burst_off_ms",
            "rollout",
            "count",
            "dry_run",
            "rollback",
            "options",
            "hold");

    private final ChaosEngine engine;

    ChaosInject(ChaosEngine engine) {
        this.engine = engine;
    }

    @Override
    public String name() {
        return "chaos.inject";
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Reply run(Request request) throws Refused {
        try {
            Experiment experiment =
                    engine.inject(wanted(request), request.session().who());
            if (request.truth("hold").orElse(false)) {
                hold(request, experiment);
            }
            return json -> {
                json.writeStringField("id", experiment.id());
                json.writeStringField("incident_id", experiment.id());
                json.writeStringField("type", experiment.type());
                json.writeStringField("target", experiment.target());
                // As a text: JSON numbers of this size are cut by many readers.
                json.writeStringField("seed", Long.toString(experiment.seed()));
                json.writeStringField("state", experiment.state());
                json.writeNumberField("deadline_ms", experiment.remaining().toMillis());
            };
        } catch (ChaosRefused refused) {
            throw ChaosStop.refused(refused);
        }
    }

    private void hold(Request request, Experiment experiment) throws Refused, ChaosRefused {
        if (!request.session().whenGone(() -> engine.controllerGone(experiment.id()))) {
            engine.stop(experiment.id(), EndReason.STOPPED);
            throw bad("hold: this connection ends with its answer and can hold nothing", "ask through the socket");
        }
    }

    private static ExperimentRequest wanted(Request request) throws Refused {
        request.only(MEMBERS);
        // Read first of all, so that a malformed one is told before anything is broken.
        request.truth("hold");
        String type = request.requiredText("type");
        Optional<Long> count = request.whole("count", 1, Integer.MAX_VALUE);
        return new ExperimentRequest(
                type,
                request.text("target"),
                millis(request, "duration_ms", 1)
                        .orElseThrow(() -> new Refused(
                                "NO_DEADLINE", "duration_ms is missing", "say how long it may last at most")),
                percent(request, "percent"),
                seed(request, request.value("seed")),
                millis(request, "burst_on_ms", 1),
                millis(request, "burst_off_ms", 0),
                percent(request, "rollout"),
                count.isPresent() ? OptionalInt.of(count.get().intValue()) : OptionalInt.empty(),
                request.truth("dry_run").orElse(false),
                request.texts("rollback"),
                options(request));
    }

    /** A number, or a text of digits as answers have it: not every reader of JSON keeps all of a number's digits. */
    private static OptionalLong seed(Request request, Object given) throws Refused {
        if (given == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    given instanceof String text
                            ? Long.parseLong(text)
                            : request.number("seed").orElseThrow().longValueExact());
        } catch (ArithmeticException | NumberFormatException malformed) {
            throw bad("seed: found " + given + ", expected a whole number of 64 bits", "");
        }
    }

    private static Optional<Duration> millis(Request request, String name, long least) throws Refused {
        return request.whole(name, least, LONGEST).map(Duration::ofMillis);
    }

    private static Optional<Percent> percent(Request request, String name) throws Refused {
        Optional<String> number = request.plainNumber(name);
        try {
            return number.map(Percent::new);
        } catch (IllegalArgumentException outOfRange) {
            throw bad(name + ": " + outOfRange.getMessage(), "");
        }
    }

    private static Map<String, Object> options(Request request) throws Refused {
        Map<String, Object> options = request.object("options");
        for (Map.Entry<String, Object> option : options.entrySet()) {
            Object value = option.getValue();
            if (!(value instanceof String) && !(value instanceof Boolean) && !(value instanceof Number)) {
                throw bad("options." + option.getKey() + ": expected a text, a number, true or false", "");
            }
        }
        return options;
    }

    private static Refused bad(String message, String next) {
        return new Refused("BAD_REQUEST", message, next);
    }
}
