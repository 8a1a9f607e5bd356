package io.resilienceagent.breaker;

/**
 * When the last failures were: a ring as long as the number that opens the circuit. "N failures within T" holds
 * when the oldest of the last N is no older than T: exact, without a window's edges. Thread-safe, by a short lock: it
 * is taken for failures only.
 */
final class FailureTimes {
    private static final long[] NONE = new long[0];

    private long[] times = NONE;
    private int next;
    private int size;

    /** Notes a failure; true if it is the {@code most}-th within that time. */
    synchronized boolean add(long now, int most, long within) {
        if (times.length != most) {
            resize(most);
        }
        times[next] = now;
        next = (next + 1) % most;
        size = Math.min(most, size + 1);
        return size == most && now - times[next] <= within;
    }

    /** How many of the noted failures are no older than that. */
    synchronized int count(long now, long within) {
        int recent = 0;
        for (int back = 1; back <= size; back++) {
            if (now - newest(back) <= within) {
                recent++;
            }
        }
        return recent;
    }

    synchronized boolean isEmpty() {
        return size == 0;
    }

    /** Keeps the newest when a reload changed how many are needed. */
    private void resize(int most) {
        int kept = Math.min(size, most);
        long[] resized = new long[most];
        for (int back = 1; back <= kept; back++) {
            resized[kept - back] = newest(back);
        }
        times = resized;
        size = kept;
        next = kept % most;
    }

    private long newest(int back) {
        return times[Math.floorMod(next - back, times.length)];
    }
}
