package io.resilienceagent.cause;

import io.resilienceagent.bind.Opener;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long the JVM has stopped all its threads so far: for the garbage collector, and for anything. From HotSpot's
 * counters; without them only collections are known, to the millisecond. Thread-safe.
 */
final class StopTimes {
    private static final int MOST_COLLECTORS = 8;

    private final PerfCounters counters;
    private final int safepoints;
    private final int synchronizing;
    private final int[] collectors;
    private final boolean countsMore;
    private final double nanosPerTick;
    private final List<GarbageCollectorMXBean> beans;

    StopTimes(Opener opener) {
        PerfCounters found = PerfCounters.open(opener);
        counters = found != null && found.position("sun.rt.safepointTime") >= 0 ? found : null;
        safepoints = counters == null ? -1 : counters.position("sun.rt.safepointTime");
        synchronizing = counters == null ? -1 : counters.position("sun.rt.safepointSyncTime");
        collectors = counters == null ? new int[0] : collectors(counters);
        countsMore = counters != null && collectsConcurrently(counters);
        long frequency = counters == null ? 0 : counters.at(counters.position("sun.os.hrt.frequency"));
        nanosPerTick = frequency <= 0 ? 1 : 1e9 / frequency;
        beans = pausing();
    }

    private static int[] collectors(PerfCounters counters) {
        int[] found = new int[MOST_COLLECTORS];
        int count = 0;
        for (int i = 0; i < MOST_COLLECTORS; i++) {
            int position = counters.position("sun.gc.collector." + i + ".time");
            if (position >= 0) {
                found[count++] = position;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Shenandoah counts as its time also that in which the host runs on; the bean of its pauses does not. */
    private static boolean collectsConcurrently(PerfCounters counters) {
        for (int i = 0; i < MOST_COLLECTORS; i++) {
            if (counters.text("sun.gc.collector." + i + ".name").startsWith("Shenandoah")) {
                return true;
            }
        }
        return false;
    }

    /** Beans named after cycles count the time in which the host runs on. */
    private static List<GarbageCollectorMXBean> pausing() {
        List<GarbageCollectorMXBean> pausing = new ArrayList<>();
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (!bean.getName().endsWith("Cycles")) {
                pausing.add(bean);
            }
        }
        return pausing;
    }

    /** Whether more is known than the time of collections. */
    boolean precise() {
        return counters != null;
    }

    /** Stopped for anything, the time until all threads stood included; 0 where unknown. */
    long stoppedNanos() {
        return counters == null ? 0 : (long) (counters.at(safepoints) * nanosPerTick);
    }

    /** Of that, the time until all threads stood. */
    long synchronizingNanos() {
        return counters == null ? 0 : (long) (counters.at(synchronizing) * nanosPerTick);
    }

    /** Stopped by collectors. */
    long collectedNanos() {
        if (counters == null || countsMore) {
            return beanNanos();
        }
        long ticks = 0;
        for (int position : collectors) {
            ticks += counters.at(position);
        }
        return (long) (ticks * nanosPerTick);
    }

    private long beanNanos() {
        long millis = 0;
        for (int i = 0; i < beans.size(); i++) {
            millis += Math.max(0, beans.get(i).getCollectionTime());
        }
        return millis * 1_000_000;
    }

    /** The last collections as the beans tell them, by collector, in milliseconds; and what asked for the last one. */
    Map<String, Object> lastCollections() {
        Map<String, Object> facts = new LinkedHashMap<>();
        String cause = counters == null ? "" : counters.text("sun.gc.lastCause");
        Evidence.part().with("gc_cause", cause).facts().forEach(facts::put);
        Map<String, Object> last = new LinkedHashMap<>();
        for (GarbageCollectorMXBean bean : beans) {
            if (bean instanceof com.sun.management.GarbageCollectorMXBean told && told.getLastGcInfo() != null) {
                last.put(bean.getName(), told.getLastGcInfo().getDuration());
            }
        }
        if (!last.isEmpty()) {
            facts.put("last_collection_ms", last);
        }
        return facts;
    }
}
