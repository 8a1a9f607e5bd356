package io.resilienceagent.response;

import io.resilienceagent.flight.FlightLog;
import io.resilienceagent.incident.Incident;
import io.resilienceagent.state.CycleVerdict;
import io.resilienceagent.state.StateListener;
import io.resilienceagent.state.SystemState;
import io.resilienceagent.state.Transition;
import io.resilienceagent.systemd.Systemd;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What follows from a change of the bot's state: systemd shows it, and where the bot stops trading a dossier begins. Nothing
 * here waits on the thread that changed the state, which may be the host's.
 */
public final class StateResponse implements StateListener {
    private final IncidentDesk desk;
    private final IncidentDossier dossier;
    private final Supplier<String> bot;
    private final Supplier<Optional<Systemd>> systemd;
    private final FlightLog flight;

    /**
     * @param bot the bot's name
     * @param systemd asked each time, since it comes later than the first state
     */
    public StateResponse(
            IncidentDesk desk,
            IncidentDossier dossier,
            Supplier<String> bot,
            Supplier<Optional<Systemd>> systemd,
            FlightLog flight) {
        this.desk = desk;
        this.dossier = dossier;
        this.bot = bot;
        this.systemd = systemd;
        this.flight = flight;
    }

    @Override
    public void changed(Transition transition) {
        desk.hand(() -> {
            record(transition);
            systemd.get().ifPresent(told -> told.status(status(transition.to(), transition.reason())));
            if (transition.to() == SystemState.SAFE_MODE || transition.to() == SystemState.FATAL) {
                Incident incident = incident(transition);
                dossier.dump(incident.incidentId(), transition.to().name(), List.of(), incident.evidence());
                if (transition.causeIncidentId().isEmpty()) {
                    dossier.open(incident);
                } else {
                    // The recording of these minutes stands with the cause.
                    dossier.write(incident);
                }
            }
        });
    }

    @Override
    public void judged(CycleVerdict verdict) {
        desk.hand(() -> flight.recovery(
                verdict.incidentId(),
                verdict.state().name(),
                verdict.goodCycles(),
                verdict.needed(),
                verdict.lacking()));
    }

    private void record(Transition transition) {
        flight.transition(
                transition.incidentId(),
                transition.from().name(),
                transition.to().name(),
                transition.reason(),
                transition.owner(),
                transition.at(),
                transition.heldNanos(),
                cause(transition));
    }

    private static String cause(Transition transition) {
        return transition.causeIncidentId().isEmpty() ? null : transition.causeIncidentId();
    }

    /** The line that {@code systemctl status} shows. */
    public static String status(SystemState state, String reason) {
        return state + ": " + reason;
    }

    private Incident incident(Transition transition) {
        long held = TimeUnit.NANOSECONDS.toMillis(transition.heldNanos());
        return new Incident(
                transition.incidentId(),
                "state",
                transition.at(),
                bot.get(),
                "",
                "",
                0,
                0L,
                "",
                Map.of(
                        "reason", transition.reason(),
                        "owner", transition.owner(),
                        "duration_in_old_state_ms", held),
                transition.from().name(),
                transition.to().name(),
                cause(transition));
    }
}
