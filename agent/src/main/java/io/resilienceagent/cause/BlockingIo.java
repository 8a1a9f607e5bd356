package io.resilienceagent.cause;

/** A thread that waits for a socket, a file, a pipe, a process or a name, and on which. */
final class BlockingIo implements Explanation {
    @Override
    public Finding of(Seen seen) {
        return switch (seen.activity()) {
            case AWAITS_IO -> found(seen, seen.typical().doing().operation(), null);
            case IN_IO -> inIo(seen, seen.osThread().waitedOn());
            // A driver's own native code: only the operating system can tell that it waits for the outside.
            case IN_NATIVE -> bySystemCall(seen);
            default -> null;
        };
    }

    private static Finding bySystemCall(Seen seen) {
        WaitedOn on = seen.osThread().waitedOn();
        boolean outside = on.descriptor() >= 0
                || on.call().startsWith("wait")
                || on.call().equals("openat");
        return outside ? found(seen, seen.typical().doing().operation(), on) : null;
    }

    /** The JDK reads a pipe with the methods of a file, or of a socket: what is at the other end tells. */
    private static Finding inIo(Seen seen, WaitedOn on) {
        // Who reads again and again without waiting is in these methods as well, and gets little of a busy machine.
        boolean waits =
                seen.share().isLittle() || !on.call().isEmpty() || !seen.share().isDisturbed(Machine.now());
        String operation = seen.typical().doing().operation();
        boolean pipe = on.target().startsWith("pipe:");
        return waits ? found(seen, pipe ? operation.replaceFirst("^(file|socket) ", "pipe ") : operation, on) : null;
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
