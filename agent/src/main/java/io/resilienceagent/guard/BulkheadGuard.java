package io.resilienceagent.guard;

import io.resilienceagent.policy.BulkheadRule;
import io.resilienceagent.policy.BulkheadRule.Over;

/**
 * {@code bulkhead}: at most so many calls at a time. One more is denied, waits on the calling thread up to
 * {@code max_wait}, or is coalesced: an overlapping run is skipped, and the host sees its method return nothing.
 * A call that never returns keeps its place. Thread-safe; entering and leaving a free one is two CAS, no lock, no clock.
 */
public final class BulkheadGuard implements Guard {
    private static final String FULL = "BULKHEAD_FULL";
    private static final String COALESCED = "COALESCED";

    private final GuardContext context;
    private final Bulkhead bulkhead;
    private final int max;
    private final Over over;
    private final long patience;

    public BulkheadGuard(GuardContext context, BulkheadRule rule, Bulkhead bulkhead) {
        this.context = context;
        this.bulkhead = bulkhead;
        this.max = rule.max();
        this.over = rule.over();
        this.patience = rule.maxWait().toNanos();
    }

    @Override
    public String name() {
        return "bulkhead";
    }

    @Override
    public Object before(Invocation call) {
        // A place has no identity, so a permit is nothing; what was taken is told by after or release being called.
        if (bulkhead.enter(max)) {
            return null;
        }
        if (over == Over.COALESCE) {
            return Denial.answering(COALESCED, "skipped: " + max + " already running", null);
        }
        // Shadow mode cannot know whether a wait would have been long enough, and says that it might not.
        if (over == Over.WAIT && context.enforcing() && bulkhead.enter(max, patience, context.ticker())) {
            return null;
        }
        return Denial.of(FULL, over == Over.WAIT ? waited() : max + " calls are under way");
    }

    private String waited() {
        String until = Thread.currentThread().isInterrupted() ? "interrupted while waiting" : "waited in vain";
        return max + " calls are under way; " + until + " (max_wait " + Span.text(patience) + ")";
    }

    @Override
    public void after(Invocation call, Object permit) {
        bulkhead.leave();
    }

    @Override
    public Denial release(Invocation call, Object permit, Denial denial) {
        bulkhead.leave();
        return denial;
    }
}
