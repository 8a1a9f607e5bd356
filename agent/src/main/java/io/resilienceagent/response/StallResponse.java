package io.resilienceagent.response;

import io.resilienceagent.cause.Cause;
import io.resilienceagent.cause.Finding;
import io.resilienceagent.flight.FlightLog;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.incident.Incident;
import io.resilienceagent.loop.Pause;
import io.resilienceagent.loop.Stall;
import io.resilienceagent.loop.StallListener;
import io.resilienceagent.loop.TickSample;
import io.resilienceagent.state.StateMachine;
import io.resilienceagent.state.SystemState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What follows from a stall. On the detector's thread only what cannot wait: a line in the log, and the bot's state, so that
 * nothing trades from that moment on. All that takes time is handed to the {@link IncidentDesk}.
 */
public final class StallResponse implements StallListener {
    private static final String STALL = "stall";
    private static final String PAUSE = "pause";
    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final StateMachine machine;
    private final IncidentDesk desk;
    private final IncidentDossier dossier;
    private final Supplier<String> bot;
    private final CauseIncident causes;
    private final FlightLog flight;
    private final EventLog log;
    private final Map<String, StallStory> stories = new ConcurrentHashMap<>();

    /** Knows which other incident a stall follows from. Never throws. */
    @FunctionalInterface
    public interface CauseIncident {
        /** The incident that holds a loop up, by the loop's name and the id of its thread; null for none. */
        String of(String loop, long threadId);
    }

    /**
     * @param bot the bot's name
     * @param causes what a stall follows from, such as an experiment
     */
    public StallResponse(
            StateMachine machine,
            IncidentDesk desk,
            IncidentDossier dossier,
            Supplier<String> bot,
            CauseIncident causes,
            FlightLog flight,
            EventLog log) {
        this.machine = machine;
        this.desk = desk;
        this.dossier = dossier;
        this.bot = bot;
        this.causes = causes;
        this.flight = flight;
        this.log = log;
    }

    @Override
    public void stalled(Stall stall) {
        String id = stall.incidentId();
        Finding finding = stall.finding();
        SystemState before = machine.state();
        DumpOnce dump = new DumpOnce(stall);
        String cause = null;
        try {
            // While the loop hangs: afterwards nobody could tell.
            cause = causes.of(stall.loop(), stall.threadId());
            tell(stall, cause);
            // Handed in before the state changes, so that it is written before what follows from that.
            desk.hand(dump);
        } finally {
            // Whatever befalls the words, and be it that there is no memory for them: nothing trades from now on.
            machine.stall(id, stall.loop(), finding.cause().name());
        }
        StallStory story =
                new StallStory(Instant.now(), stall.stalledNanos(), before, machine.state(), finding, cause, dump);
        Incident incident = incident(stall, story);
        desk.hand(() -> {
            record(stall, story, finding.cause());
            dossier.open(incident);
        });
        stories.put(id, story);
    }

    /** The dump of a stall, tried again while the loop still hangs, where memory or disk did not take it. */
    private final class DumpOnce implements Runnable {
        private static final int MOST_TRIES = 8;

        private final Stall stall;
        private int tries;
        private boolean written;

        DumpOnce(Stall stall) {
            this.stall = stall;
        }

        @Override
        public void run() {
            if (!written && tries < MOST_TRIES) {
                tries++;
                written = dossier.dump(
                        stall.incidentId(),
                        "LOOP_GUARD_TIMEOUT",
                        List.of(stall.threadId()),
                        stall.finding().evidence());
            }
        }
    }

    /** Goes through all that a stall makes it do, without a trace: a class that is first used without memory is lost for good. */
    public void prepare() {
        Stall trial = new Stall("stall-00000000", "", "", 0, new Finding(Cause.UNKNOWN, Map.of()), 0, 0, 0, true);
        SystemState state = machine.state();
        StallStory story = new StallStory(Instant.now(), 0, state, state, trial.finding(), null, new DumpOnce(trial));
        boolean another = story.learn(new Finding(Cause.SLEEP, Map.of("summary", facts(trial))), 0);
        assert another;
        dossier.prepare(incident(trial, story));
    }

    private void tell(Stall stall, String causeIncident) {
        String following = causeIncident == null ? "" : " cause_incident_id=" + causeIncident;
        log.critical("LOOP_GUARD_TIMEOUT", facts(stall) + following);
    }

    private static String facts(Stall stall) {
        return "incident_id=" + stall.incidentId() + " timeout=" + seconds(stall.limitNanos()) + "s loop="
                + stall.loop() + " thread=\"" + stall.thread() + "\" cause="
                + stall.finding().cause() + " detected_after_ms=" + millis(stall.detectedAfterNanos())
                + because(stall.finding());
    }

    @Override
    public void updated(Stall stall) {
        StallStory story = stories.get(stall.incidentId());
        if (story == null) {
            // Its first report failed halfway, for want of memory: now there may be some.
            stalled(stall);
            return;
        }
        desk.hand(story.dump());
        if (story.learn(stall.finding(), stall.stalledNanos())) {
            log.critical(
                    "LOOP_STALL_CAUSE",
                    "incident_id=" + stall.incidentId() + " loop=" + stall.loop() + " cause="
                            + stall.finding().cause() + because(stall.finding()));
            desk.hand(() -> record(stall, story, stall.finding().cause()));
        }
        rewrite(stall, story);
    }

    @Override
    public void ended(Stall stall) {
        StallStory story = stories.remove(stall.incidentId());
        if (story != null) {
            log.notice(
                    "LOOP_GOES_ON",
                    "incident_id=" + stall.incidentId() + " loop=" + stall.loop() + " cause="
                            + story.finding().cause() + " stall_ms="
                            + TimeUnit.NANOSECONDS.toMillis(stall.stalledNanos()));
            Cause cause = story.finding().cause();
            desk.hand(() -> record(stall, story, cause));
            rewrite(stall, story);
        }
    }

    private void record(Stall stall, StallStory story, Cause cause) {
        flight.stall(
                stall.incidentId(),
                stall.loop(),
                stall.thread(),
                cause.name(),
                stall.limitNanos(),
                stall.detectedAfterNanos(),
                story.stuckSince(),
                stall.stalledNanos(),
                stall.over(),
                story.causeIncident());
    }

    @Override
    public boolean wantsTicks() {
        return flight.wantsTicks();
    }

    @Override
    public void ticked(TickSample sample) {
        flight.tick(
                sample.loop(),
                sample.thread(),
                sample.ticks(),
                sample.overNanos(),
                sample.lastNanos(),
                sample.longestNanos());
    }

    private void rewrite(Stall stall, StallStory story) {
        Incident incident = incident(stall, story);
        desk.hand(() -> dossier.write(incident));
    }

    @Override
    public void paused(Pause pause) {
        SystemState state = machine.state();
        long millis = TimeUnit.NANOSECONDS.toMillis(pause.pausedNanos());
        Cause cause = pause.finding().cause();
        log.notice(
                "PROCESS_PAUSED",
                "incident_id=" + pause.incidentId() + " cause=" + cause + " paused_ms=" + millis
                        + (pause.loop().isEmpty() ? "" : " loop=" + pause.loop()));
        Incident incident = new Incident(
                pause.incidentId(),
                PAUSE,
                Instant.now(),
                bot.get(),
                pause.loop(),
                cause.name(),
                0,
                millis,
                "",
                pause.finding().evidence(),
                state.name(),
                state.name(),
                null);
        desk.hand(() -> dossier.write(incident));
    }

    private Incident incident(Stall stall, StallStory story) {
        return new Incident(
                stall.incidentId(),
                STALL,
                story.at(),
                bot.get(),
                stall.loop(),
                story.finding().cause().name(),
                millis(stall.detectedAfterNanos()),
                stall.over() ? TimeUnit.NANOSECONDS.toMillis(stall.stalledNanos()) : null,
                stall.thread(),
                story.finding().evidence(),
                story.before().name(),
                story.after().name(),
                story.causeIncident());
    }

    private static String because(Finding finding) {
        Object summary = finding.evidence().get("summary");
        return summary == null ? "" : " summary=\"" + summary + '"';
    }

    private static double millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MILLI * 10) / 10.0;
    }

    private static double seconds(long nanos) {
        return Math.round(nanos / NANOS_PER_MILLI) / 1000.0;
    }
}
