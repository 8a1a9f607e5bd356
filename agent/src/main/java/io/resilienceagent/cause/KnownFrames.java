package io.resilienceagent.cause;

/** From a thread's state and topmost frames to what it does. Without state; allocates at most one small record. */
final class KnownFrames {
    private static final int WITHIN = 64;

    private KnownFrames() {}

    /**
     * What the thread does.
     *
     * @param frames topmost first
     * @param blocker whether the thread named an object that it parks for
     */
    static Doing doing(Thread.State state, StackTraceElement[] frames, boolean blocker) {
        return switch (state) {
            case NEW, TERMINATED -> Doing.ENDED;
            case BLOCKED -> Doing.BLOCKED;
            case RUNNABLE -> runnable(frames);
            case WAITING, TIMED_WAITING -> waiting(frames, blocker);
        };
    }

    /** A native method on top hides whether the thread computes or waits; Java code does not. */
    private static Doing runnable(StackTraceElement[] frames) {
        if (frames.length == 0 || !frames[0].isNativeMethod()) {
            return Doing.RUNS;
        }
        String operation = NativeIo.operation(frames);
        return operation == null
                ? new Doing(Activity.IN_NATIVE, Frames.method(frames[0]))
                : new Doing(Activity.IN_IO, operation);
    }

    /** The frames between the top and the first that is not the JDK's say what the waiting is for. */
    private static Doing waiting(StackTraceElement[] frames, boolean blocker) {
        int host = 0;
        while (host < frames.length && host < WITHIN && Frames.isJdk(frames[host].getClassName())) {
            StackTraceElement frame = frames[host];
            if (isSleep(frame)) {
                return new Doing(Activity.SLEEPS, sleepName(frames, host));
            }
            String operation = AwaitedIo.jdk(frame);
            if (operation != null) {
                return new Doing(Activity.AWAITS_IO, operation);
            }
            host++;
        }
        if (host < frames.length) {
            String operation = AwaitedIo.library(frames[host]);
            if (operation != null) {
                return new Doing(Activity.AWAITS_IO, operation);
            }
        }
        return host == 0 ? new Doing(Activity.WAITS, "") : called(frames[host - 1], blocker);
    }

    /** Who parks for a time and for nothing, sleeps; who parks for ever waits for somebody. */
    private static Doing called(StackTraceElement api, boolean blocker) {
        String name = api.getClassName().replaceFirst(".*\\.", "") + "." + api.getMethodName();
        boolean timedPark = api.getClassName().equals("java.util.concurrent.locks.LockSupport")
                && (api.getMethodName().equals("parkNanos")
                        || api.getMethodName().equals("parkUntil"));
        return new Doing(timedPark && !blocker ? Activity.SLEEPS : Activity.WAITS, name);
    }

    /** {@code sleep} and {@code sleep0}, {@code sleepNanos}, {@code sleepNanos0} of later JDKs. */
    private static boolean isSleep(StackTraceElement frame) {
        return frame.getClassName().equals("java.lang.Thread")
                && frame.getMethodName().startsWith("sleep");
    }

    private static String sleepName(StackTraceElement[] frames, int at) {
        for (int i = at + 1; i < frames.length && i < at + 6; i++) {
            if (frames[i].getClassName().equals("java.util.concurrent.TimeUnit")) {
                return "TimeUnit.sleep";
            }
        }
        return "Thread.sleep";
    }
}
