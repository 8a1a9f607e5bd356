package io.resilienceagent.cause;

/** A thread that sleeps for a time that it chose itself, at least in most of the looks. */
final class Sleep implements Explanation {
    @Override
    public Finding of(Seen seen) {
        if (seen.activity() != Activity.SLEEPS) {
            return null;
        }
        String operation = seen.typical().doing().operation();
        StackTraceElement[] frames = seen.typical().frames();
        return new Evidence(seen.subject() + " sleeps in " + operation + ", called at " + Frames.topHost(frames))
                .with("operation", operation)
                .with("at", Frames.host(frames))
                .as(Cause.SLEEP);
    }
}
