package io.resilienceagent.flight;

import io.resilienceagent.cause.Witness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Remembers what the flight recorder's stream told of each thread, a second or so late, for as long as its rings reach.
 * Memory is bounded: the last {@value #MOST_THREADS} threads that did something. Thread-safe.
 *
 * <p>Times of the recorder are of the wall clock. One that is set may make this witness forget or repeat itself; no
 * decision hangs on that.
 */
public final class FlightWitness implements Witness {
    private static final int MOST_THREADS = 256;
    private static final int PER_THREAD = 256;
    private static final int PER_PROCESS = 512;
    private static final int MOST_TOLD = 5;

    private final Supplier<Instant> clock;
    private final Sightings process = new Sightings(PER_PROCESS);
    private final Map<Long, Sightings> threads = new LinkedHashMap<>(MOST_THREADS * 2, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Sightings> eldest) {
            return size() > MOST_THREADS;
        }
    };
    private volatile double jvmLoad = -1;
    private volatile double machineLoad = -1;

    /** @param clock the wall clock, as the recorder's events have it */
    FlightWitness(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** Something was seen of a thread. */
    void saw(long thread, Sightings.Kind kind, Instant end, long nanos, String subject, String more) {
        Sightings of;
        synchronized (threads) {
            of = threads.computeIfAbsent(thread, id -> new Sightings(PER_THREAD));
        }
        of.add(kind, nanos(end), nanos, subject, more);
    }

    /** The whole process stood still. */
    void stoodStill(Sightings.Kind kind, Instant end, long nanos, String why) {
        process.add(kind, nanos(end), nanos, why, "");
    }

    /** Shares of the machine's processors, from 0 to 1. */
    void load(double jvm, double machine) {
        jvmLoad = jvm;
        machineLoad = machine;
    }

    @Override
    public Map<String, Object> about(Thread thread, long lastNanos) {
        Map<String, Object> facts = new LinkedHashMap<>();
        try {
            long since = nanos(clock.get()) - lastNanos;
            Sightings of;
            synchronized (threads) {
                of = threads.get(thread.getId());
            }
            if (of != null) {
                threadFacts(of, since, facts);
            }
            put(facts, "gc_pauses", process.total(Sightings.Kind.GC_PAUSE, since));
            put(facts, "vm_operations", process.total(Sightings.Kind.VM_OPERATION, since));
            if (machineLoad >= 0) {
                facts.put("cpu_percent", Map.of("jvm", percent(jvmLoad), "machine", percent(machineLoad)));
            }
        } catch (RuntimeException | OutOfMemoryError silent) {
            // A witness that fails has seen nothing.
            return Map.of();
        }
        return facts;
    }

    private static void threadFacts(Sightings of, long since, Map<String, Object> facts) {
        Map<String, Integer> hottest = of.most(Sightings.Kind.SAMPLE, since, MOST_TOLD);
        List<Map<String, Object>> frames = new ArrayList<>();
        hottest.forEach((frame, samples) -> frames.add(Map.of("frame", frame, "samples", samples)));
        put(facts, "hottest", frames);
        put(facts, "monitors_entered", of.last(Sightings.Kind.MONITOR, since, MOST_TOLD, "class", "owner"));
        put(facts, "monitor_waits", of.last(Sightings.Kind.WAIT, since, MOST_TOLD, "class", "notifier"));
        put(facts, "parks", of.last(Sightings.Kind.PARK, since, MOST_TOLD, "class", "at"));
        put(facts, "sleeps", of.last(Sightings.Kind.SLEEP, since, MOST_TOLD, "at", "more"));
        put(facts, "sockets", of.last(Sightings.Kind.SOCKET, since, MOST_TOLD, "peer", "what"));
        put(facts, "files", of.last(Sightings.Kind.FILE, since, MOST_TOLD, "path", "what"));
    }

    private static void put(Map<String, Object> facts, String name, List<?> found) {
        if (!found.isEmpty()) {
            facts.put(name, found);
        }
    }

    private static void put(Map<String, Object> facts, String name, Map<String, Object> found) {
        if (!found.isEmpty()) {
            facts.put(name, found);
        }
    }

    private static long percent(double share) {
        return Math.round(share * 100);
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
