package io.resilienceagent.cause;

import java.nio.charset.StandardCharsets;

/** What a machine without time tells: time that the hypervisor took, time that a container's quota took. */
final class HostTimes {
    private static final long NANOS_PER_JIFFY = 10_000_000;
    private static final int STOLEN = 8;

    private HostTimes() {}

    /** Time that the hypervisor gave to others, over all processors, so far; 0 where unknown. */
    static long stolenNanos() {
        String text = ProcFile.text("/proc/stat", 256);
        if (text == null || !text.startsWith("cpu ")) {
            return 0;
        }
        String[] words = text.substring(0, Math.max(0, text.indexOf('\n'))).split("\\s+", -1);
        try {
            return words.length > STOLEN ? Long.parseLong(words[STOLEN]) * NANOS_PER_JIFFY : 0;
        } catch (NumberFormatException other) {
            return 0;
        }
    }

    /** Time for which the container's quota was used up, so far; 0 where unknown or unlimited. */
    static long throttledNanos() {
        String text = ProcFile.text("/sys/fs/cgroup/cpu.stat", 1024);
        int at = text == null ? -1 : text.indexOf("throttled_usec ");
        if (at < 0) {
            return 0;
        }
        byte[] bytes = text.substring(at + 15).getBytes(StandardCharsets.ISO_8859_1);
        long micros = 0;
        for (int i = 0; i < bytes.length && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            micros = micros * 10 + bytes[i] - '0';
        }
        return micros * 1_000;
    }
}
