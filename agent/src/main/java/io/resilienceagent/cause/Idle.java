package io.resilienceagent.cause;

/** A thread that waits for work between ticks is not stuck: it must not be taken for one that waits for a lock. */
final class Idle implements Explanation {
    private final Explanation unexplained = new Unexplained();

    @Override
    public Finding of(Seen seen) {
        Duty duty = seen.looks().last().duty();
        return duty != null && duty.idle() ? unexplained.of(seen) : null;
    }
}
