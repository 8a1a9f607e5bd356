package io.resilienceagent.chaos;

import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.LiveCondition;
import io.resilienceagent.policy.Mode;
import io.resilienceagent.policy.Policy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Breaks things on purpose: begins experiments, knows those that run and those that ran, and ends them. Nothing can begin
 * unless the policy says {@code chaos.enabled: true}. Outlives reloads. Thread-safe; its lock is taken for commands and
 * reloads only, never by a thread of the host.
 */
public final class ChaosEngine {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int REMEMBERED = 100;

    private final Supplier<List<FaultType>> kinds;
    private Map<String, FaultType> types;
    private final Surroundings surroundings;
    private final ExperimentListener listener;
    private final Starter starter;
    private final Ticker ticker;
    private final Events events;
    private final Struck struck = new Struck();
    private final ChaosTally tally = new ChaosTally();
    private final Map<String, Aim> aims = new ConcurrentHashMap<>();
    private final Map<String, Oversight> running = new LinkedHashMap<>();
    private final Deque<Experiment> remembered = new ArrayDeque<>();
    private volatile Policy policy;

    /** Starts the thread of an experiment. */
    @FunctionalInterface
    interface Starter {
        /** Starts it. */
        void start(Runnable oversight, String name);
    }

    /**
     * @param types the kinds of faults and stalls that there are; asked once, when somebody wants to know of chaos
     * @param listener is told what becomes of experiments
     */
    public ChaosEngine(
            Supplier<List<FaultType>> types,
            Surroundings surroundings,
            ExperimentListener listener,
            Ticker ticker,
            Events events) {
        this(types, surroundings, listener, ticker, events, ChaosEngine::startDaemon);
    }

    ChaosEngine(
            Supplier<List<FaultType>> types,
            Surroundings surroundings,
            ExperimentListener listener,
            Ticker ticker,
            Events events,
            Starter starter) {
        this.kinds = types;
        this.surroundings = surroundings;
        this.listener = listener;
        this.ticker = ticker;
        this.events = events;
        this.starter = starter;
    }

    private static void startDaemon(Runnable oversight, String name) {
        Thread thread = new Thread(null, oversight, "resilience-" + name, 0, false);
        thread.setDaemon(true);
        // A host's loader must not be kept alive by a thread that happened to start us.
        thread.setContextClassLoader(null);
        thread.start();
    }

    /** Puts a policy in force: one that allows no chaos, or chaos that only pretends, ends what it does not allow at once. */
    public void declare(Policy next) {
        policy = next;
        boolean allowed = allowed(next);
        for (Oversight oversight : oversights()) {
            if (!allowed || (next.chaos().dryRun() && !oversight.experiment().dryRun())) {
                oversight.end(EndReason.DISABLED, "");
            }
        }
    }

    /** Ends all experiments, since the agent or the process ends. */
    public void close() {
        List<Oversight> all = oversights();
        all.forEach(oversight -> oversight.end(EndReason.DISABLED, ""));
        all.forEach(oversight -> oversight.awaitEnd(PATIENCE));
    }

    /** Whether a policy lets anything be broken; its guards may be in shadow mode, but not off. */
    public static boolean allowed(Policy policy) {
        return policy != null && policy.chaos().enabled() && policy.mode() != Mode.OFF;
    }

    /** Whether the policy in force lets anything be broken. */
    public boolean enabled() {
        return allowed(policy);
    }

    /** Whether the policy in force lets experiments only decide and count. */
    public boolean dryRun() {
        return policy != null && policy.chaos().dryRun();
    }

    /** All kinds of faults and stalls. */
    public List<FaultType> types() {
        return List.copyOf(byName().values());
    }

    /** A bot that nobody breaks is spared their classes. */
    private synchronized Map<String, FaultType> byName() {
        if (types == null) {
            types = new LinkedHashMap<>();
            kinds.get().forEach(type -> types.put(type.name(), type));
        }
        return types;
    }

    /**
     * The guard by which a join point or a transport is struck: the innermost of its chain.
     *
     * @param kind what its calls are
     * @param keySlot of the key by which a rollout tells calls apart; negative for none
     */
    public Guard point(String name, JoinPointKind kind, int keySlot) {
        return new FaultPoint(aim(name), kind == JoinPointKind.LOOP, keySlot, ticker);
    }

    /** How the calls went at each join point of the policy that can be struck, since a moment on the agent's clock. */
    public List<PlaceFigures> figures(long since) {
        Policy now = policy;
        List<PlaceFigures> figures = new ArrayList<>();
        if (allowed(now)) {
            now.joinPoints().forEach((name, rule) -> {
                LatencySample latency = aim(name).latency();
                figures.add(new PlaceFigures(
                        name,
                        rule.kind() == JoinPointKind.LOOP,
                        rule.every().orElse(Duration.ZERO),
                        latency.count(),
                        latency.callsSince(since),
                        latency.underWay(ticker.nanos()),
                        aim(name).errors().sum()));
            });
        }
        return figures;
    }

    /** The agent's clock, by which {@link #figures} tells times; its origin is arbitrary. */
    public long now() {
        return ticker.nanos();
    }

    private Aim aim(String name) {
        return aims.computeIfAbsent(name, unused -> new Aim());
    }

    /**
     * Begins an experiment.
     *
     * @param owner who asks
     * @return the experiment; it has begun
     * @throws ChaosRefused when there is none
     */
    public Experiment inject(ExperimentRequest request, String owner) throws ChaosRefused {
        Oversight oversight = admit(request, owner);
        Experiment experiment = oversight.experiment();
        try {
            starter.start(oversight, experiment.id());
        } catch (Throwable noThread) {
            forget(oversight);
            throw new ChaosRefused("NOT_BEGUN", "no thread could be started: " + noThread, "");
        }
        if (!oversight.awaitBegin(PATIENCE)) {
            oversight.end(EndReason.STOPPED, "it did not begin");
            throw new ChaosRefused("NOT_BEGUN", experiment.type() + " did not begin within 5 s", "");
        }
        Throwable failure = oversight.failure();
        if (failure != null) {
            throw new ChaosRefused("NOT_BEGUN", experiment.type() + " could not begin: " + failure, "");
        }
        return experiment;
    }

    private synchronized Oversight admit(ExperimentRequest request, String owner) throws ChaosRefused {
        Policy now = policy;
        if (!allowed(now)) {
            throw new ChaosRefused(
                    "CHAOS_DISABLED",
                    now != null && now.chaos().enabled() ? "the policy's mode is off" : "the policy allows no chaos",
                    "say chaos: {enabled: true} in the policy, where breaking things is safe");
        }
        Admission admission = new Admission(byName(), new Targets(now, surroundings), now.chaos());
        FaultType type = admission.type(request);
        Targets.Found target = admission.target(type, request);
        Plan plan = admission.plan(type, target, request, owner);
        if (running.containsKey(plan.place())) {
            throw new ChaosRefused(
                    "BUSY_TARGET",
                    "the experiment " + running.get(plan.place()).experiment().id() + " is not over there",
                    "stop it first, or wait for its end");
        }
        Fault fault = admission.fault(type, target.name(), request);
        Rollback rollback = rollback(now, plan, admission.conditions(request));
        Experiment experiment = new Experiment(plan, fault, struck, tally, ticker, events);
        boolean byTask = target.thread() != null;
        boolean byCall = !byTask && plan.kind() != Target.PROCESS;
        Oversight[] self = new Oversight[1];
        self[0] = new Oversight(
                experiment,
                byCall ? aim(plan.target()) : null,
                byTask ? new LoopTask(experiment, target.thread(), target.workplace()) : null,
                rollback,
                listener,
                events,
                () -> leave(self[0]));
        running.put(plan.place(), self[0]);
        return self[0];
    }

    private Rollback rollback(Policy now, Plan plan, List<LiveCondition> conditions) throws ChaosRefused {
        List<LiveFigures.Watched> watched = new ArrayList<>();
        now.joinPoints().forEach((name, rule) -> {
            boolean loop = rule.kind() == JoinPointKind.LOOP;
            boolean itself = plan.kind() != Target.PROCESS && name.equals(plan.target());
            if (itself || (loop && !now.joinPoints().containsKey(plan.target()))) {
                watched.add(new LiveFigures.Watched(
                        aim(name), rule.every().map(Duration::toNanos).orElse(0L)));
            }
        });
        Rollback rollback =
                new Rollback(conditions, new LiveFigures(watched, surroundings::state, ticker), ticker.nanos());
        Optional<LiveCondition> baseless = rollback.baseless();
        if (baseless.isPresent()) {
            throw new ChaosRefused(
                    "BAD_REQUEST",
                    "rollback: '" + baseless.get() + "' has no baseline yet: fewer than " + LiveFigures.LEAST
                            + " calls were measured",
                    "let the bot run for a while, or give the bound in milliseconds");
        }
        return rollback;
    }

    private synchronized void leave(Oversight oversight) {
        running.values().remove(oversight);
        if (oversight.failure() == null) {
            remembered.addFirst(oversight.experiment());
        }
        while (remembered.size() > REMEMBERED) {
            remembered.removeLast();
        }
    }

    private synchronized void forget(Oversight oversight) {
        running.values().remove(oversight);
    }

    private synchronized List<Oversight> oversights() {
        return new ArrayList<>(running.values());
    }

    /**
     * Ends an experiment, and waits for its end.
     *
     * @throws ChaosRefused when there is none of this name, or it is over
     */
    public Experiment stop(String id, EndReason reason) throws ChaosRefused {
        for (Oversight oversight : oversights()) {
            Experiment experiment = oversight.experiment();
            if (experiment.id().equals(id) && experiment.whyEnded().isEmpty()) {
                oversight.end(reason, "");
                oversight.awaitEnd(PATIENCE);
                return experiment;
            }
        }
        Optional<Experiment> over =
                experiments().stream().filter(each -> each.id().equals(id)).findFirst();
        if (over.isPresent()) {
            String why = over.get().whyEnded().map(EndReason::word).orElse("it could not begin");
            throw new ChaosRefused("ALREADY_OVER", "the experiment " + id + " is over: " + why, "");
        }
        throw new ChaosRefused(
                "UNKNOWN_EXPERIMENT", "there is no experiment " + id, "the list of experiments shows all: chaos list");
    }

    /** Has an experiment end since whoever held it is gone; waits for nothing, and does nothing where it is over. */
    public void controllerGone(String id) {
        for (Oversight oversight : oversights()) {
            if (oversight.experiment().id().equals(id)) {
                oversight.end(EndReason.CONTROLLER_GONE, "");
            }
        }
    }

    /** Ends all that run, and waits for their ends. */
    public List<Experiment> stopAll(EndReason reason) {
        List<Oversight> all = new ArrayList<>(oversights());
        all.removeIf(oversight -> oversight.experiment().whyEnded().isPresent());
        all.forEach(oversight -> oversight.end(reason, ""));
        all.forEach(oversight -> oversight.awaitEnd(PATIENCE));
        return all.stream().map(Oversight::experiment).toList();
    }

    /** What was injected since the start. */
    public ChaosTally tally() {
        return tally;
    }

    /** The experiments that run, and the last hundred that ran, newest first. */
    public synchronized List<Experiment> experiments() {
        List<Experiment> all = new ArrayList<>();
        running.values().forEach(oversight -> all.add(0, oversight.experiment()));
        all.addAll(remembered);
        return all;
    }

    /**
     * Which experiment holds a loop up: the one in whose fault its thread is, else one that strikes the loop.
     *
     * @param thread the id of the loop's thread
     * @return its id; empty for none
     */
    public Optional<String> causeOf(String loop, long thread) {
        Optional<Experiment> in = struck.of(thread);
        if (in.isPresent()) {
            return in.map(Experiment::id);
        }
        return oversights().stream()
                .map(Oversight::experiment)
                .filter(each ->
                        each.plan().kind() == Target.LOOP && each.target().equals(loop))
                .map(Experiment::id)
                .findFirst();
    }

    /** One look at each experiment, for tests that have no threads for them. */
    void look() {
        oversights().forEach(Oversight::look);
    }
}
