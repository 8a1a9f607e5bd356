package io.resilienceagent.cause;

/**
 * A group of frames that follows upon itself near the top of a stack: the sign of a recursion.
 *
 * @param start index of its first frame
 * @param period how many frames it has
 * @param times how often it was seen in a row
 */
record RepeatedFrames(int start, int period, int times) {
    private static final int LONGEST_PERIOD = 20;
    private static final int START_WITHIN = 48;
    /** So many frames must repeat: more than any sane nesting of calls. */
    private static final int LEAST_FRAMES = 200;

    /** The shortest group that repeats; null if none does. Lines within a method may differ. */
    static RepeatedFrames in(StackTraceElement[] frames) {
        for (int period = 1; period <= LONGEST_PERIOD; period++) {
            int run = 0;
            for (int i = 0; i + period < frames.length; i++) {
                run = sameMethod(frames[i], frames[i + period]) ? run + 1 : 0;
                if (run == 0 && i >= START_WITHIN) {
                    break;
                }
                if (run >= LEAST_FRAMES) {
                    return measured(frames, i - run + 1, period);
                }
            }
        }
        return null;
    }

    private static RepeatedFrames measured(StackTraceElement[] frames, int start, int period) {
        int end = start;
        while (end + period < frames.length && sameMethod(frames[end], frames[end + period])) {
            end++;
        }
        return new RepeatedFrames(start, period, (end - start) / period + 1);
    }

    private static boolean sameMethod(StackTraceElement one, StackTraceElement other) {
        return one.getMethodName().equals(other.getMethodName())
                && one.getClassName().equals(other.getClassName());
    }
}
