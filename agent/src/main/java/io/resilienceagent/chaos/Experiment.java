package io.resilienceagent.chaos;

import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.policy.Percent;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Something that is broken on purpose, for a time: decides which calls it strikes, and counts. Whether it is over is read from the
 * clock and one field, so a fault needs nobody to tell it. Thread-safe.
 */
public final class Experiment {
    private final Plan plan;
    private final Fault fault;
    private final Struck struck;
    private final ChaosTally tally;
    private final Ticker ticker;
    private final Events events;
    private final Dice dice;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicInteger chosen = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final LongAdder fired = new LongAdder();
    private final Map<Suppression, LongAdder> suppressed = new EnumMap<>(Suppression.class);
    private final Set<Thread> pausing = ConcurrentHashMap.newKeySet();
    private final AtomicReference<EndReason> end = new AtomicReference<>();
    private volatile long beganAt;
    private volatile long deadline;
    private volatile boolean ended;
    private volatile boolean gone;
    private volatile String detail = "";

    Experiment(Plan plan, Fault fault, Struck struck, ChaosTally tally, Ticker ticker, Events events) {
        this.plan = plan;
        this.fault = fault;
        this.struck = struck;
        this.tally = tally;
        this.ticker = ticker;
        this.events = events;
        this.dice = new Dice(plan.seed());
        for (Suppression reason : Suppression.values()) {
            suppressed.put(reason, new LongAdder());
        }
        start();
    }

    /** The clock runs from now on. */
    void start() {
        beganAt = ticker.nanos();
        deadline = beganAt + plan.duration().toNanos();
    }

    Plan plan() {
        return plan;
    }

    Fault fault() {
        return fault;
    }

    long nanos() {
        return ticker.nanos();
    }

    long beganAt() {
        return beganAt;
    }

    /** Whether it strikes no more: ended, or its time has passed though nobody has ended it yet. */
    boolean over() {
        return end.get() != null || ticker.nanos() - deadline >= 0;
    }

    /** Whether the decisions depend on keys. */
    boolean asksForKeys() {
        return plan.rollout().share() < 1;
    }

    /**
     * Decides about a call, or a task on a loop's thread.
     *
     * @param call null for a task
     * @return the strike; null when the call is left alone
     */
    Blow choose(Invocation call, String key) {
        long now = ticker.nanos();
        if (over()) {
            return null;
        }
        if (Struck.ours()) {
            return suppress(Suppression.AGENT_THREAD);
        }
        if (struck.here()) {
            return suppress(Suppression.NESTED);
        }
        long number = calls.getAndIncrement();
        if (!plan.rollout().includes(key)) {
            return suppress(Suppression.ROLLOUT);
        }
        long burst = plan.burst().left(now - beganAt);
        if (burst == 0) {
            return suppress(Suppression.BURST);
        }
        if (!dice.hits(number, plan.share())) {
            return suppress(Suppression.PERCENT);
        }
        if (!takeOne()) {
            return suppress(Suppression.COUNT);
        }
        if (plan.dryRun()) {
            struck();
            return suppress(Suppression.DRY_RUN);
        }
        return new Blow(this, call, new Dice(dice.at(number)).at(0), burst < deadline - now ? now + burst : deadline);
    }

    private Blow suppress(Suppression reason) {
        suppressed.get(reason).increment();
        return null;
    }

    private boolean takeOne() {
        if (plan.count().isEmpty()) {
            return true;
        }
        int most = plan.count().getAsInt();
        return chosen.getAndUpdate(before -> Math.min(most, before + 1)) < most;
    }

    /** The strike at the process as a whole. */
    Blow ofProcess() {
        return new Blow(this, null, dice.at(-1), deadline);
    }

    /** It would have struck the process, and was told not to. */
    void spareProcess() {
        suppress(Suppression.DRY_RUN);
    }

    /** Something that a fault does. */
    @FunctionalInterface
    interface Doing {
        void run() throws Exception;
    }

    /** Has a fault happen on the host's thread. Whatever befalls it, the host goes on, with its interrupt flag. */
    void strikes(Doing doing) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        struck.enter(this);
        try {
            doing.run();
        } catch (Throwable failure) {
            events.failure("CHAOS_ERROR", plan.type().name(), failure);
        } finally {
            struck.leave();
            if (interrupted && !Thread.currentThread().isInterrupted()) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A strike is over with all that belongs to it. */
    void struck() {
        done.incrementAndGet();
    }

    /** Whether it has struck as often as it was to, and no strike is under way. */
    boolean used() {
        return plan.count().isPresent() && done.get() >= plan.count().getAsInt();
    }

    void countFired() {
        fired.increment();
        tally.fired(type());
    }

    void countBegun() {
        tally.begun(type());
    }

    void pauses(Thread thread) {
        pausing.add(thread);
    }

    void goesOn(Thread thread) {
        pausing.remove(thread);
    }

    /** Ends it, for this reason if for no other before; from now on nothing is struck. */
    void end(EndReason reason, String why) {
        if (end.compareAndSet(null, reason)) {
            detail = why;
        }
        pausing.forEach(LockSupport::unpark);
    }

    /** Whether a thread of the host is in its fault. */
    boolean inside() {
        return struck.any(this);
    }

    void ended(boolean isGone) {
        ended = true;
        gone = isGone;
    }

    /** Its incident id, such as {@code chaos-1f03a9c2}. */
    public String id() {
        return plan.id();
    }

    /** The name of its kind of fault. */
    public String type() {
        return plan.type().name();
    }

    /** The join point, loop or transport; {@code process} for the process as a whole. */
    public String target() {
        return plan.target().isEmpty() ? "process" : plan.target();
    }

    /** By what it decides. */
    public long seed() {
        return plan.seed();
    }

    /** Of how many calls, where it strikes calls. */
    public Optional<Percent> percent() {
        return plan.percent();
    }

    /** How long it lasts, at most. */
    public Duration duration() {
        return plan.duration();
    }

    /** Whether it only decides and counts. */
    public boolean dryRun() {
        return plan.dryRun();
    }

    /** Who asked for it. */
    public String owner() {
        return plan.owner();
    }

    /** {@code RUNNING}, {@code DRY_RUN} or {@code ENDED}. */
    public String state() {
        return ended ? "ENDED" : plan.dryRun() ? "DRY_RUN" : "RUNNING";
    }

    /** Why it is over; empty while it is not. */
    public Optional<EndReason> whyEnded() {
        return ended ? Optional.ofNullable(end.get()) : Optional.empty();
    }

    /** More about that, such as the condition that held; may be empty. */
    public String detail() {
        return detail;
    }

    /** How often it has really happened to the host. */
    public long fired() {
        return fired.sum();
    }

    /** How often it was left out, by reason; reasons that never came are not there. */
    public Map<Suppression, Long> suppressed() {
        Map<Suppression, Long> counts = new EnumMap<>(Suppression.class);
        suppressed.forEach((reason, count) -> {
            if (count.sum() > 0) {
                counts.put(reason, count.sum());
            }
        });
        return counts;
    }

    /** What is left of its time; zero when it is over. */
    public Duration remaining() {
        return ended || over() ? Duration.ZERO : Duration.ofNanos(Math.max(0, deadline - ticker.nanos()));
    }

    /** Whether it is over and its effect was seen to be gone. */
    public boolean verifiedGone() {
        return ended && gone;
    }
}
