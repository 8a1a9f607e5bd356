package io.resilienceagent.cause;

import java.lang.management.ManagementFactory;

/**
 * How busy the machine is at this moment.
 *
 * @param processors how many the JVM may use
 * @param running threads of the whole machine that run or want to, without the asking one; -1 if unknown
 * @param loadAverage of the last minute; -1 if unknown
 */
record Machine(int processors, int running, double loadAverage) {
    static Machine now() {
        int processors = Runtime.getRuntime().availableProcessors();
        String text = ProcFile.text("/proc/loadavg", 128);
        if (text != null) {
            try {
                String[] words = text.split(" ", -1);
                int running = Integer.parseInt(words[3].substring(0, words[3].indexOf('/'))) - 1;
                return new Machine(processors, running, Double.parseDouble(words[0]));
            } catch (RuntimeException other) {
                // Not Linux's form: the bean knows less.
            }
        }
        return new Machine(
                processors, -1, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Whether more threads want to run than there are processors, so that each gets only its turn. */
    boolean isBusy() {
        return running > processors || loadAverage > processors;
    }

    /** What part of the time a thread that never rests gets at least. */
    double fairShare() {
        return Math.min(1, (double) processors / Math.max(1, Math.max(running, (int) Math.ceil(loadAverage))));
    }
}
