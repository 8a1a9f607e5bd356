package io.resilienceagent.report.story;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the JVM's own events say of its threads and pauses. Filled by the readers, then only read. */
public final class Machine {
    private static final int MOST_PAUSES = 200;
    private static final int MOST_WAITS = 50;
    private static final int MOST_KEYS = 1000;
    private static final int MOST_DUMPS = 20;

    private final Samples samples = new Samples();
    private final Longest<Pause> collections = new Longest<>(MOST_PAUSES, Pause::nanos);
    private final Longest<Pause> stops = new Longest<>(MOST_PAUSES, Pause::nanos);
    private final Map<String, Longest<Wait>> waits = new TreeMap<>();
    private final Map<String, Tally> pinned = new TreeMap<>();
    private final Map<String, Series> threadCpu = new TreeMap<>();
    private final Series cpu = new Series();
    private final List<Dumped> dumps = new ArrayList<>();
    private final Map<String, Locked> deadlocks = new LinkedHashMap<>();
    private String command = "";
    private String version = "";
    private long lostBytes;
    private long processors;

    /** The process stood still. */
    public void add(Pause pause) {
        pauses(pause.gc()).add(pause);
    }

    /** A thread waited. */
    public void add(Wait wait) {
        if (waits.size() < MOST_KEYS || waits.containsKey(wait.thread())) {
            waits.computeIfAbsent(wait.thread(), thread -> new Longest<>(MOST_WAITS, Wait::nanos))
                    .add(wait);
        }
    }

    /** A virtual thread kept its carrier from other work, at a place of the host's. */
    public void pinned(String place, long at, long nanos) {
        if (pinned.size() < MOST_KEYS || pinned.containsKey(place)) {
            pinned.computeIfAbsent(place, p -> new Tally()).add(at, nanos);
        }
    }

    /** A thread's share of all processors, from 0 to 1. */
    public void threadCpu(String thread, long at, double share) {
        if (threadCpu.size() < MOST_KEYS / 5 || threadCpu.containsKey(thread)) {
            threadCpu.computeIfAbsent(thread, t -> new Series()).add(at, share);
        }
    }

    /** The JVM's share of all processors, from 0 to 1. */
    public void cpu(long at, double share) {
        cpu.add(at, share);
    }

    /** A thread dump; of many, the first and the last ones are kept, of deadlocks all. */
    public void add(Dumped dump) {
        for (List<Waiter> cycle : dump.deadlocks()) {
            String key = cycle.stream().map(Waiter::thread).sorted().toList().toString();
            if (deadlocks.size() < MOST_KEYS) {
                deadlocks.merge(
                        key,
                        new Locked(cycle, dump.at(), dump.at(), 1),
                        (known, more) -> new Locked(
                                known.cycle(),
                                Math.min(known.first(), more.first()),
                                Math.max(known.last(), more.last()),
                                known.dumps() + 1));
            }
        }
        dumps.add(dump);
        if (dumps.size() > MOST_DUMPS) {
            dumps.remove(MOST_DUMPS / 2);
        }
    }

    /** What was started, without its arguments, which may hold secrets. */
    public void command(String first, String jvm) {
        command = command.isEmpty() ? first : command;
        version = version.isEmpty() ? jvm : version;
    }

    /** How many processors the machine has. */
    public void processors(long number) {
        processors = number;
    }

    /** The recorder itself lost so many bytes. */
    public void lost(long bytes) {
        lostBytes += bytes;
    }

    /** What threads were seen doing. */
    public Samples samples() {
        return samples;
    }

    /** Pauses of the whole process: those for garbage, or all others. */
    public Longest<Pause> pauses(boolean gc) {
        return gc ? collections : stops;
    }

    /** The longest pauses of both kinds. */
    public List<Pause> longestPauses() {
        List<Pause> both = new ArrayList<>(collections.list());
        both.addAll(stops.list());
        return both;
    }

    /** How many pauses of both kinds there were. */
    public long pauseCount() {
        return collections.count() + stops.count();
    }

    /** The longest waits, by thread. */
    public Map<String, Longest<Wait>> waits() {
        return waits;
    }

    /** Pinned virtual threads, by the place that pins. */
    public Map<String, Tally> pinned() {
        return pinned;
    }

    /** Shares of all processors, by thread. */
    public Map<String, Series> threadCpu() {
        return threadCpu;
    }

    /** The JVM's share of all processors. */
    public Series cpu() {
        return cpu;
    }

    /** Thread dumps, in order; of many only the first and the last ones. */
    public List<Dumped> dumps() {
        return List.copyOf(dumps);
    }

    /** Circles of threads that dumps show. */
    public List<Locked> deadlocks() {
        return List.copyOf(deadlocks.values());
    }

    /** What was started; empty if unknown. */
    public String command() {
        return command;
    }

    /** The JVM's version; empty if unknown. */
    public String version() {
        return version;
    }

    /** How many processors the machine has; 0 if unknown. */
    public long processors() {
        return processors;
    }

    /** How many bytes the recorder itself lost. */
    public long lostBytes() {
        return lostBytes;
    }
}
