package io.resilienceagent.cause;

/** A thread that waits for a socket, a file, a pipe, a process or a name, and on which. */
final class BlockingIo implements Explanation {
    @Override
    public Finding of(Seen seen) {
        return switch (seen.activity()) {
            case AWAITS_IO -> found(seen, seen.typical().doing().operation(), null);
            case IN_IO -> found(seen, seen.typical().doing().operation(), waitedOn(seen));
            // A driver's own native code: only the operating system can tell that it waits for the outside.
            case IN_NATIVE -> bySystemCall(seen);
            default -> null;
        };
    }

    private static Finding bySystemCall(Seen seen) {
        WaitedOn on = waitedOn(seen);
        boolean outside = on.descriptor() >= 0
                || on.call().startsWith("wait")
                || on.call().equals("openat");
        return outside ? found(seen, seen.typical().doing().operation(), on) : null;
    }

    private static WaitedOn waitedOn(Seen seen) {
        seen.osThread().searchAll();
        return WaitedOn.of(seen.osThread().id());
    }

    private static Finding found(Seen seen, String operation, WaitedOn on) {
        StackTraceElement[] frames = seen.typical().frames();
        String target = on == null ? "" : on.target();
        return new Evidence(seen.subject() + " waits in " + operation + (target.isEmpty() ? "" : " on " + target)
                        + ", called at " + Frames.topHost(frames))
                .with("operation", operation)
                .with("on", target)
                .with("call", frames.length == 0 ? null : Frames.method(frames[0]))
                .with("system_call", on == null ? null : on.call())
                .with("descriptor", on == null || on.descriptor() < 0 ? null : on.descriptor())
                .with("at", Frames.host(frames))
                .withKnown("cpu_share", seen.share().computed())
                .as(Cause.BLOCKING_IO);
    }
}
