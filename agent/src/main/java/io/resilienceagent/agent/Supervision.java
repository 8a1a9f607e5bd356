package io.resilienceagent.agent;

import io.resilienceagent.bind.Opener;
import io.resilienceagent.cause.Pauses;
import io.resilienceagent.cause.ThreadExaminer;
import io.resilienceagent.dump.TaskDump;
import io.resilienceagent.executor.JvmThreads;
import io.resilienceagent.executor.JvmWorkplaces;
import io.resilienceagent.flight.FlightLog;
import io.resilienceagent.flight.FlightRecording;
import io.resilienceagent.flight.NamedRecordings;
import io.resilienceagent.guard.Redaction;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.incident.Incident;
import io.resilienceagent.incident.IncidentStore;
import io.resilienceagent.loop.LoopTable;
import io.resilienceagent.loop.StallDetector;
import io.resilienceagent.policy.IncidentsRule;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.response.IncidentDesk;
import io.resilienceagent.response.IncidentDossier;
import io.resilienceagent.response.LoopsTicked;
import io.resilienceagent.response.Readiness;
import io.resilienceagent.response.RequestedDump;
import io.resilienceagent.response.StallResponse;
import io.resilienceagent.response.StateResponse;
import io.resilienceagent.response.UnitWatchdog;
import io.resilienceagent.state.ControlFile;
import io.resilienceagent.state.RecoveryCycles;
import io.resilienceagent.state.StateFile;
import io.resilienceagent.state.StateKeeper;
import io.resilienceagent.state.StateMachine;
import io.resilienceagent.state.SystemState;
import io.resilienceagent.systemd.Departure;
import io.resilienceagent.systemd.ExitCode;
import io.resilienceagent.systemd.Systemd;
import io.resilienceagent.weave.Weaver;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * Watches over the whole bot: its loops, its state, what is written of incidents, what systemd hears. It outlives reloads.
 * What is made before the host's {@code main} is little; {@link #begin} does the rest on a thread of the agent.
 */
final class Supervision {
    private static final long MEGABYTE = 1L << 20;
    /** What a dossier under way may still take when the process ends. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What a person waits for a dump. */
    private static final Duration DUMP_PATIENCE = Duration.ofSeconds(30);

    private static final int LOOKS_IN_WATCHDOG_PERIOD = 50;

    private final Services services;
    private final Opener opener;
    private final Instrumentation instrumentation;
    private final boolean comesLate;
    private final EventLog log;
    private final Ticker ticker;
    private final LoopTable loops;
    private final StateMachine machine;
    private final RecoveryCycles cycles;
    private final StateKeeper keeper;
    private final ControlFile control;
    private final IncidentDesk desk;
    private final IncidentStore incidents;
    private final Readiness readiness;
    private final JvmWorkplaces workplaces;
    private final FlightRecording recording;
    private final NamedRecordings recordings;
    private volatile Policy policy;
    private volatile Optional<Systemd> systemd = Optional.empty();
    private volatile Optional<UnitWatchdog> watchdog = Optional.empty();
    private volatile Departure departure;
    private volatile boolean begun;
    private volatile JvmThreads threads;
    private Eyes eyes;
    private volatile boolean connected;
    private final LoopWatch watch;
    /** Made ahead: it is handed in by host threads that load a class. */
    private final Runnable watching = this::watch;

    private boolean pings;
    private final AtomicBoolean handedIn = new AtomicBoolean();

    private volatile boolean ready;
    private volatile StallResponse.CauseIncident causes = (loop, thread) -> null;

    /** @param comesLate whether the agent came into a bot at work */
    Supervision(Policy policy, Services services, Weaver weaver, Instrumentation instrumentation, boolean comesLate) {
        this.policy = policy;
        this.services = services;
        this.opener = weaver.opener();
        this.instrumentation = instrumentation;
        this.comesLate = comesLate;
        this.log = services.log();
        this.ticker = services.ticker();
        this.machine = services.machine();
        this.workplaces = new JvmWorkplaces(opener);
        this.loops = new LoopTable(workplaces, () -> threads().platform(), ticker, services.events());
        this.readiness = new Readiness(loops);
        this.cycles = new RecoveryCycles(machine, ticker, services.events());
        this.control = new ControlFile(services.state().path(), machine);
        this.desk = new IncidentDesk(services.events());
        IncidentsRule bounds = policy.incidents();
        UnaryOperator<String> redact = Redaction.standard()::of;
        this.incidents = new IncidentStore(
                services.state().path().resolve("incidents"),
                bounds.keep(),
                bounds.maxMegabytes() * MEGABYTE,
                redact,
                log);
        this.recording =
                new FlightRecording(services.state().path().resolve("recorder"), opener::open, services.events());
        this.watch = new LoopWatch(loops, weaver.report(), recording, this::open, ticker, log);
        StateFile file = new StateFile(services.state().path(), log);
        this.keeper = new StateKeeper(file, machine, ticker, log);
        this.recordings = new NamedRecordings(
                services.state().path().resolve("recordings"), recording, ticker, services.events());
        cycles.checks(List.of(new LoopsTicked(loops), new OrdersKnown(services.orders())));
        machine.listen(new StateNews(desk, () -> open().states()));
        machine.resume(
                file.read(),
                policy.stateMachine().isPresent() && services.orders().recovering());
        declare(policy);
    }

    /** Puts a policy in force, at the start and at each reload. */
    void declare(Policy next) {
        policy = next;
        machine.rule(Policies.stateMachine(next));
        loops.declare(next, name -> services.tally(name).ticks());
        incidents.bounds(next.incidents().keep(), next.incidents().maxMegabytes() * MEGABYTE);
        departure = new Departure(systemd, Policies.stateMachine(next).shutdownDeadline(), services.events());
        watchdog.ifPresent(pinged -> pinged.declare(next));
    }

    /** The classes are woven by a policy that was declared: only now can be told which of its loops are there. */
    void follow(Policy next) {
        watch.declare(next);
        if (begun) {
            desk.hand(() -> {
                watch();
                watch.follow(next);
            });
        }
    }

    /** Begins to look; on the agent's own thread, since it takes a while and the host need not wait for it. */
    void begin() {
        begun = true;
        desk.hand(watching);
    }

    /** Made when it is needed first; made twice it does no harm. */
    private JvmThreads threads() {
        JvmThreads made = threads;
        if (made == null) {
            made = new JvmThreads(opener);
            threads = made;
        }
        return made;
    }

    private Eyes eyes() {
        Pauses pauses = new Pauses(opener, ticker);
        UnaryOperator<String> redact = Redaction.standard()::of;
        ThreadExaminer examiner =
                new ThreadExaminer(workplaces, recording.witness(), pauses, ticker, services.events(), redact);
        TaskDump dump = new TaskDump(incidents, threads(), workplaces, redact, ticker, log);
        FlightLog flight = new FlightLog(services.events());
        IncidentDossier dossier = new IncidentDossier(incidents, dump, recording, flight);
        StateResponse states = new StateResponse(desk, dossier, () -> policy.bot(), () -> systemd, flight);
        StallResponse stalls =
                new StallResponse(machine, desk, dossier, () -> policy.bot(), this::causeOf, flight, log);
        StallDetector detector = new StallDetector(loops, examiner, pauses, stalls, ticker, services.events());
        return new Eyes(pauses, examiner, dump, flight, states, new RequestedDump(dossier), stalls, detector);
    }

    /** On the desk's thread: what looks and what answers, made when it is needed first. */
    private Eyes open() {
        if (eyes == null) {
            eyes = eyes();
        }
        return eyes;
    }

    private void connect() {
        if (systemd.isEmpty()) {
            systemd = Systemd.fromEnvironment(
                    System.getenv(), services.state().path(), Optional.of(instrumentation), services.events());
        }
        systemd.ifPresent(told -> {
            departure = new Departure(systemd, Policies.stateMachine(policy).shutdownDeadline(), services.events());
            told.status(StateResponse.status(machine.state(), machine.standing().reason()));
        });
        connected = true;
    }

    /** Begins what is due of the watch over loops, and the pings that systemd waits for. */
    private void watch() {
        handedIn.set(false);
        if (!begun) {
            return;
        }
        if (!connected) {
            connect();
        }
        if (watch.detect(systemd.isPresent())) {
            systemd.filter(told -> !pings).ifPresent(told -> ping(told, open().detector()));
            if (watch.prepare()) {
                desk.hand(this::record);
            }
        }
    }

    private void record() {
        if (begun) {
            watch.record();
        }
    }

    /** A class with this join point is being loaded, by a thread of the host's, which waits for nothing here. */
    void matched(String joinPoint) {
        if (begun && watch.awaits(joinPoint) && handedIn.compareAndSet(false, true)) {
            desk.hand(watching);
        }
    }

    private void ping(Systemd told, StallDetector detector) {
        pings = true;
        watchdog = UnitWatchdog.of(told, loops, comesLate, log);
        watchdog.ifPresent(pinged -> {
            pinged.declare(policy);
            detector.beside(pinged::look, pinged.periodNanos() / LOOKS_IN_WATCHDOG_PERIOD);
        });
    }

    /** Whether something is under way that is to be followed closely: a way back to RUNNING, systemd waiting for the first ticks. */
    boolean isLively() {
        return machine.state() != SystemState.RUNNING || (systemd.isPresent() && !ready);
    }

    /** Looks at what people and time have done; on the house's thread, often. */
    void look() {
        control.look();
        cycles.look();
        keeper.look();
        systemd.ifPresent(this::tell);
        if (machine.state() == SystemState.FATAL
                && Policies.stateMachine(policy).exitOnFatal()) {
            leave();
        }
    }

    /** Looks at what may wait for a second or more. */
    void lookSlowly() {
        incidents.retry();
        watchdog.ifPresent(UnitWatchdog::check);
        if (watch.isComplete()) {
            recording.look();
        } else if (begun && (!connected || watch.isDue(systemd.isPresent()))) {
            desk.hand(watching);
        }
        if (recordings.any()) {
            desk.hand(recordings::look);
        }
    }

    /**
     * Writes down what the host does right now, and waits for that.
     *
     * @return where it stands; empty when it is not on the disk, or not soon
     */
    Optional<Path> dump(String incidentId, String reason) {
        AtomicBoolean written = new AtomicBoolean();
        desk.hand(() -> written.set(open().requested()
                .take(incidentId, policy.bot(), machine.state().name(), reason)));
        boolean soon = desk.settle(DUMP_PATIENCE);
        return soon && written.get()
                ? Optional.of(services.state().path().resolve("incidents").resolve(incidentId))
                : Optional.empty();
    }

    /** A new policy is being read. */
    void reloading() {
        if (ready) {
            systemd.ifPresent(Systemd::reloading);
        }
    }

    /** The reload is over, whatever came of it. */
    void reloaded() {
        if (ready) {
            systemd.ifPresent(Systemd::ready);
        }
    }

    private void tell(Systemd told) {
        if (!ready && readiness.reached(policy)) {
            ready = true;
            told.ready();
        }
        told.retry();
    }

    /** FATAL is left by a restart only. What is being written of it comes first, if the disk lives. */
    private void leave() {
        desk.settle(PATIENCE);
        keeper.save();
        departure.leave(ExitCode.CRITICAL, '"' + machine.standing().reason() + '"');
    }

    /** The process ends, for whatever reason. */
    void end() {
        systemd.ifPresent(Systemd::stopping);
        keeper.save();
        desk.settle(Duration.ofSeconds(2));
    }

    /** The agent leaves a bot that goes on: nobody looks any more, the recorder rests, systemd is told. */
    void close() {
        begun = false;
        keeper.save();
        desk.hand(this::closeEyes);
        desk.close();
        systemd.ifPresent(Systemd::close);
    }

    private void closeEyes() {
        if (eyes != null) {
            eyes.detector().close();
            eyes.detector().awaitEnd(PATIENCE);
            eyes.flight().close();
        }
        recordings.close();
        recording.close();
    }

    private String causeOf(String loop, long thread) {
        return causes.of(loop, thread);
    }

    /** Has stalls be held against what else goes on; before {@link #begin}. */
    void causes(StallResponse.CauseIncident known) {
        causes = known;
    }

    /** The last few incidents, oldest first. */
    List<Incident> recentIncidents() {
        return incidents.recent();
    }

    /** The flight recordings that people ask for. */
    NamedRecordings recordings() {
        return recordings;
    }

    JvmWorkplaces workplaces() {
        return workplaces;
    }

    LoopTable loops() {
        return loops;
    }

    IncidentStore incidents() {
        return incidents;
    }

    Readiness readiness() {
        return readiness;
    }
}
