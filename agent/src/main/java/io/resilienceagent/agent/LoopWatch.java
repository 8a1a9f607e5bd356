package io.resilienceagent.agent;

import io.resilienceagent.cause.InputCheck;
import io.resilienceagent.flight.FlightRecording;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.loop.LoopTable;
import io.resilienceagent.policy.IncidentsRule;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.weave.WeaveReport;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Begins what watches loops, no sooner than there is something to be watched: a bot whose policy names a loop that it never has
 * pays nothing for it. A loop is met when its method is woven into a class, or its thread is found.
 *
 * <p>What matters most comes first, in steps, so that what a stall has to be written of comes in between: the detector, what is needed
 * without memory, the flight recorder. A host that has no memory left may stop this at any point: then it is begun again, a
 * second later, and what was done by then is not done twice.
 */
final class LoopWatch {
    private static final long MEGABYTE = 1L << 20;

    private final LoopTable loops;
    private final WeaveReport woven;
    private final FlightRecording recording;
    private final Supplier<Eyes> eyes;
    private final Ticker ticker;
    private final EventLog log;
    private volatile Policy policy;
    private volatile boolean detecting;
    private boolean prepared;
    private boolean sampled;
    private volatile boolean recorded;

    /** @param eyes makes what looks, the first time that it is asked */
    LoopWatch(
            LoopTable loops,
            WeaveReport woven,
            FlightRecording recording,
            Supplier<Eyes> eyes,
            Ticker ticker,
            EventLog log) {
        this.loops = loops;
        this.woven = woven;
        this.recording = recording;
        this.eyes = eyes;
        this.ticker = ticker;
        this.log = log;
    }

    /** From any thread; what the policy changes is done by {@link #follow}. */
    void declare(Policy next) {
        policy = next;
    }

    /** Whether a class with this join point is what the watch has waited for. From any thread, at once. */
    boolean awaits(String joinPoint) {
        return !recorded && isLoop(policy.joinPoints().get(joinPoint));
    }

    private static boolean isLoop(JoinPointRule rule) {
        return rule != null && rule.kind() == JoinPointKind.LOOP;
    }

    /** Whether there is something that is not begun yet. From any thread. */
    boolean isDue(boolean pinged) {
        return !recorded && (met() || (!detecting && looks(pinged)));
    }

    /** Whether somebody has to look although no loop was met: for threads that are loops, or to show that somebody does. */
    private boolean looks(boolean pinged) {
        return pinged || policy.loops().byThread();
    }

    /** Whether a loop of the policy is really there. */
    private boolean met() {
        for (Map.Entry<String, JoinPointRule> joinPoint : policy.joinPoints().entrySet()) {
            if (isLoop(joinPoint.getValue()) && woven.hasMatched(joinPoint.getKey())) {
                return true;
            }
        }
        return policy.loops().byThread() && !loops.ofThreads().isEmpty();
    }

    /** Whether the recorder was begun for the loops. */
    boolean isComplete() {
        return recorded;
    }

    /**
     * Begins the detector, where there is something to look at. On the desk's thread.
     *
     * @return false when nobody looks
     */
    boolean detect(boolean pinged) {
        if (!detecting && (looks(pinged) || met())) {
            eyes.get().detector().start();
            detecting = true;
        }
        return detecting;
    }

    /**
     * Loads what takes memory and time, once a loop was met. On the desk's thread.
     *
     * @return whether {@link #record} is to follow
     */
    boolean prepare() {
        if (recorded || !met()) {
            return false;
        }
        if (!prepared) {
            Eyes open = eyes.get();
            open.dump().prepare();
            open.stalls().prepare();
            new InputCheck(open.examiner(), ticker).problems().forEach(this::tellBlind);
            open.pauses().problems().forEach(this::tellBlind);
            prepared = true;
        }
        return true;
    }

    /** A detector that cannot see on this JVM is told before it is needed, not missed in silence then. */
    private void tellBlind(String problem) {
        log.critical("DETECTOR_BLIND", "reason=\"" + problem + '"');
    }

    /** Begins the flight recorder: of all this it takes the most memory and processor time. On the desk's thread. */
    void record() {
        if (recorded || !policy.hasLoops()) {
            return;
        }
        Eyes open = eyes.get();
        open.flight().prepare();
        start(policy.incidents());
        if (!sampled) {
            open.flight().periodically(() -> loops.status()
                    .forEach(loop -> open.flight().lag(loop.name(), loop.lagNanos(), loop.limitNanos())));
            sampled = true;
        }
        recorded = true;
    }

    private void start(IncidentsRule rule) {
        recording.start(rule.recording(), rule.recordingAge(), rule.recordingMegabytes() * MEGABYTE);
    }

    /** Another policy is in force: without loops the recorder rests, until one is met again. On the desk's thread. */
    void follow(Policy next) {
        if (!next.hasLoops()) {
            recording.close();
            recorded = false;
        } else if (recorded) {
            start(next.incidents());
        }
    }
}
