package io.resilienceagent.agent;

import io.resilienceagent.chaos.EndReason;
import io.resilienceagent.chaos.Experiment;
import io.resilienceagent.chaos.ExperimentListener;
import io.resilienceagent.flight.FlightLog;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.policy.Percent;
import java.time.Duration;
import java.util.function.Supplier;

/** Writes down what becomes of experiments: in the log, and in the JVM's flight recording. */
final class ChaosRecord implements ExperimentListener {
    private final EventLog log;
    private final Supplier<FlightLog> flight;

    /** @param flight asked when it is needed: a bot that nobody breaks is spared the recorder's classes */
    ChaosRecord(EventLog log, Supplier<FlightLog> flight) {
        this.log = log;
        this.flight = flight;
    }

    @Override
    public void began(Experiment experiment) {
        log.critical(
                "CHAOS_INJECTION_TRIGGERED",
                "incident_id=" + experiment.id() + " type=" + experiment.type() + " target=" + experiment.target()
                        + " duration=" + experiment.duration().toMillis() / 1000.0 + "s seed=" + experiment.seed()
                        + " percent="
                        + experiment.percent().map(Percent::text).orElse("100")
                        + (experiment.dryRun() ? " dry_run=true" : "") + " owner=\"" + experiment.owner() + '"');
    }

    /** Only now: the first event of a kind that a recording meets takes longer than all else of an injection. */
    @Override
    public void underWay(Experiment experiment) {
        record(experiment, 0, "");
    }

    @Override
    public void ended(Experiment experiment) {
        log.critical(
                "CHAOS_INJECTION_ENDED",
                "incident_id=" + experiment.id() + " why=" + why(experiment) + " fired=" + experiment.fired()
                        + " verified_gone=" + experiment.verifiedGone()
                        + (experiment.detail().isEmpty() ? "" : " reason=\"" + experiment.detail() + '"'));
        record(experiment, experiment.fired(), why(experiment));
    }

    @Override
    public void lingers(Experiment experiment, Duration since) {
        log.critical(
                "CHAOS_EFFECT_LINGERS",
                "incident_id=" + experiment.id() + " type=" + experiment.type() + " target=" + experiment.target()
                        + " ended_ms_ago=" + since.toMillis()
                        + " what it did to the bot is not gone; restart the bot if it stays so");
    }

    @Override
    public void gone(Experiment experiment, Duration since) {
        log.critical("CHAOS_EFFECT_GONE", "incident_id=" + experiment.id() + " ended_ms_ago=" + since.toMillis());
    }

    private void record(Experiment experiment, long fired, String whyEnded) {
        flight.get()
                .fault(
                        experiment.id(),
                        experiment.type(),
                        experiment.target(),
                        experiment.seed(),
                        experiment.duration().toNanos(),
                        experiment.owner(),
                        experiment.dryRun(),
                        fired,
                        whyEnded);
    }

    private static String why(Experiment experiment) {
        return experiment.whyEnded().map(EndReason::word).orElse("");
    }
}
