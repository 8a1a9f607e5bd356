package io.resilienceagent.chaos;

import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.KeyText;
import io.resilienceagent.guard.Ticker;

/**
 * The innermost guard of a join point, where faults happen: all other guards meet them as they would meet real ones. It
 * stands in a chain only where the policy has {@code chaos.enabled: true}. It never denies.
 *
 * <p>While nothing is injected it reads one field, and now and then the clock, for the figures of "before".
 */
public final class FaultPoint implements Guard {
    /** Of so many calls one is measured while nothing is injected. */
    private static final int MEASURED = 8;

    private final Aim aim;
    private final int every;
    private final int keySlot;
    private final Ticker ticker;
    /** Counted without care: a call that is measured too often or too seldom does not matter. */
    private int calls;

    /**
     * @param loop whether each call is a tick of a loop, of which there are few and all matter
     * @param keySlot of the key by which a rollout tells calls apart; negative for none
     */
    FaultPoint(Aim aim, boolean loop, int keySlot, Ticker ticker) {
        this.aim = aim;
        this.every = loop ? 1 : MEASURED;
        this.keySlot = keySlot;
        this.ticker = ticker;
    }

    @Override
    public String name() {
        return "chaos";
    }

    @Override
    public boolean mayPretend() {
        return true;
    }

    @Override
    public Object before(Invocation call) {
        Experiment experiment = aim.current();
        if (experiment != null) {
            return struck(experiment, call);
        }
        int next = calls + 1;
        calls = next;
        return next % every == 0 ? measured() : null;
    }

    private LatencySample measured() {
        LatencySample latency = aim.latency();
        return latency.begin(ticker.nanos()) ? latency : null;
    }

    private Object struck(Experiment experiment, Invocation call) {
        LatencySample measured = measured();
        Blow blow = experiment.choose(call, experiment.asksForKeys() ? key(call) : "");
        if (blow == null) {
            return measured;
        }
        blow.measured(measured);
        blow.before();
        return blow;
    }

    private String key(Invocation call) {
        try {
            return keySlot < 0 ? "" : KeyText.of(call.value(keySlot));
        } catch (RuntimeException unreadable) {
            return "";
        }
    }

    @Override
    public void after(Invocation call, Object permit) {
        if (permit instanceof Blow blow) {
            blow.after();
            end(blow.measured());
        } else {
            end((LatencySample) permit);
        }
        if (call.failed()) {
            aim.errors().increment();
        }
    }

    private void end(LatencySample measured) {
        if (measured != null) {
            measured.end(ticker.nanos());
        }
    }

    /** The entry was lost after the fault: there is no call to be told of. */
    @Override
    public Denial release(Invocation call, Object permit, Denial denial) {
        if (permit instanceof LatencySample measured) {
            measured.forget();
        } else if (permit instanceof Blow blow) {
            blow.lost();
        }
        return denial;
    }
}
