package io.resilienceagent.report.story;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All that is known of one bot, that is of one JVM. Filled by the readers, then only read. */
public final class Story {
    private static final int MANY = 2000;
    private static final int MOST_KEYS = 1000;
    private static final int MOST_STALLS = 500;

    private final Machine machine = new Machine();
    private final Map<String, Stall> stalls = new LinkedHashMap<>();
    private final Map<String, Fault> faults = new LinkedHashMap<>();
    private final Bounded<Transition> transitions = new Bounded<>(MANY);
    private final Bounded<Circuit> circuits = new Bounded<>(MANY);
    private final List<Cycles> recovery = new ArrayList<>();
    private final Map<String, Asked> asked = new TreeMap<>();
    private final Map<Denied.Key, Denied> denials = new LinkedHashMap<>();
    private final Map<String, Series> denialsOverTime = new LinkedHashMap<>();
    private final Map<String, Map<String, Long>> orders = new TreeMap<>();
    private final Map<String, OrderEnd> unknownOrders = new LinkedHashMap<>();
    private final Map<String, Lag> lags = new TreeMap<>();
    private final Map<String, JoinPointSeen> joinPoints = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Set<String> sources = new LinkedHashSet<>();
    private final Set<String> loopThreads = new LinkedHashSet<>();
    private String name = "";
    private long pid = -1;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private boolean agent;
    private long events;
    private long droppedStalls;

    /** What the JVM's own events say. */
    public Machine machine() {
        return machine;
    }

    /** Something was seen at a moment: the story reaches so far. */
    public void saw(long at) {
        from = Math.min(from, at);
        to = Math.max(to, at);
    }

    /** An event was read. */
    public void event() {
        events++;
    }

    /** The agent was there. */
    public void agentSeen() {
        agent = true;
    }

    /** What it is called; the first name stays. */
    public void named(String called) {
        if (name.isEmpty()) {
            name = called;
        }
    }

    /** Its process. */
    public void process(long number) {
        pid = pid < 0 ? number : pid;
    }

    /** A loop's thread. */
    public void loopThread(String thread) {
        if (!thread.isEmpty() && loopThreads.size() < MOST_KEYS) {
            loopThreads.add(thread);
        }
    }

    /** More about a stall, or a new one. */
    public void add(Stall stall) {
        if (stalls.size() >= MOST_STALLS && !stalls.containsKey(stall.incidentId())) {
            droppedStalls++;
            return;
        }
        stalls.merge(stall.incidentId(), stall, Stall::with);
        if (!stall.pause()) {
            loopThread(stall.thread());
        }
        saw(stall.begin());
        saw(stall.end());
    }

    /** More about an experiment, or a new one. */
    public void add(Fault fault) {
        if (faults.size() < MANY || faults.containsKey(fault.incidentId())) {
            faults.merge(fault.incidentId(), fault, Fault::with);
        }
    }

    /** A change of state; one that is known already is no other. */
    public void add(Transition transition) {
        if (transitions.list().stream().noneMatch(transition::same)) {
            transitions.add(transition);
        }
    }

    /** A recovery cycle was judged; one like the last one is counted with it. */
    public void add(Cycles cycle) {
        int last = recovery.size() - 1;
        if (last >= 0 && recovery.get(last).goesOnWith(cycle)) {
            recovery.set(last, recovery.get(last).with(cycle));
        } else if (recovery.size() < MANY) {
            recovery.add(cycle);
        }
    }

    /** A part of the bot was asked whether it is well, and took so long to answer; the problem is empty when it was. */
    public void asked(String component, long at, long nanos, String problem) {
        if (asked.size() < MOST_KEYS / 10 || asked.containsKey(component)) {
            asked.computeIfAbsent(component, c -> new Asked()).add(at, nanos, problem);
        }
    }

    /** A breaker changed its state. */
    public void add(Circuit circuit) {
        circuits.add(circuit);
    }

    /** An order's call ended; a later word on it replaces an unknown outcome. */
    public void add(OrderEnd end) {
        orders.computeIfAbsent(end.joinPoint(), name -> new TreeMap<>()).merge(end.outcome(), 1L, Long::sum);
        if (!end.unknown()) {
            unknownOrders.remove(end.order());
        } else if (unknownOrders.size() < MOST_KEYS) {
            unknownOrders.put(end.order(), end);
        }
    }

    /** A call was denied. */
    public void denied(long at, Denied.Key key, String reason) {
        if (denials.size() < MOST_KEYS || denials.containsKey(key)) {
            denials.computeIfAbsent(key, k -> new Denied(k, reason)).add(at);
        }
        if (denialsOverTime.size() < 20 || denialsOverTime.containsKey(key.code())) {
            denialsOverTime.computeIfAbsent(key.code(), code -> new Series()).add(at, 1);
        }
    }

    /** How far behind a loop was. */
    public void lag(String loop, long at, long sinceProgress, long limit) {
        if (lags.size() < MOST_KEYS / 10 || lags.containsKey(loop)) {
            lags.computeIfAbsent(loop, l -> new Lag()).add(at, sinceProgress, limit);
        }
    }

    /** How long a tick of a loop took. */
    public void tick(String loop, long nanos) {
        if (lags.size() < MOST_KEYS / 10 || lags.containsKey(loop)) {
            lags.computeIfAbsent(loop, l -> new Lag()).tick(nanos);
        }
    }

    /** A join point of the policy. */
    public void add(JoinPointSeen joinPoint) {
        joinPoints.put(joinPoint.name(), joinPoint);
    }

    /** Something that a reader must know of how this was read. */
    public void note(String note) {
        if (notes.size() < MOST_KEYS) {
            notes.add(note);
        }
    }

    /** A file or folder that this is from. */
    public void source(String source) {
        sources.add(source);
    }

    /** What it is called, or the best that there is. */
    public String name() {
        return !name.isEmpty() ? name : !machine.command().isEmpty() ? machine.command() : "the bot";
    }

    /** Its process; -1 if unknown. */
    public long pid() {
        return pid;
    }

    /** The first moment, in nanoseconds since 1970. */
    public long from() {
        return Math.min(from, to());
    }

    /** The last moment. */
    public long to() {
        return to == Long.MIN_VALUE ? 0 : to;
    }

    /** Whether the agent was there. */
    public boolean agent() {
        return agent;
    }

    /** How many events were read. */
    public long events() {
        return events;
    }

    /** Stalls and pauses, by their begin. */
    public List<Stall> stalls() {
        return sorted(stalls.values(), Comparator.comparingLong(Stall::begin));
    }

    /** How many more stalls there were than are kept. */
    public long droppedStalls() {
        return droppedStalls;
    }

    /** Experiments, by their begin. */
    public List<Fault> faults() {
        return sorted(faults.values(), Comparator.comparingLong(Fault::begin));
    }

    /** Changes of state, in order. */
    public List<Transition> transitions() {
        return sorted(transitions.list(), Comparator.comparingLong(Transition::at));
    }

    /** The recovery cycles, in order. */
    public List<Cycles> recovery() {
        return List.copyOf(recovery);
    }

    /** What was asked in recovery cycles, by its name. */
    public Map<String, Asked> asked() {
        return asked;
    }

    /** Changes of breakers, in order. */
    public List<Circuit> circuits() {
        return sorted(circuits.list(), Comparator.comparingLong(Circuit::at));
    }

    /** What was denied, the most often first. */
    public List<Denied> denials() {
        return sorted(denials.values(), Comparator.comparingLong(Denied::count).reversed());
    }

    /** Denials over time, by their code. */
    public Map<String, Series> denialsOverTime() {
        return denialsOverTime;
    }

    /** How many orders of each join point had each outcome. */
    public Map<String, Map<String, Long>> orders() {
        return orders;
    }

    /** Orders of which nobody knows what became of them. */
    public List<OrderEnd> unknownOrders() {
        return List.copyOf(unknownOrders.values());
    }

    /** How the loops kept up, by their names. */
    public Map<String, Lag> lags() {
        return lags;
    }

    /** Join points of the policy; empty where no status was found. */
    public List<JoinPointSeen> joinPoints() {
        return List.copyOf(joinPoints.values());
    }

    /** What a reader must know of how this was read. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Files and folders that this is from. */
    public List<String> sources() {
        return List.copyOf(sources);
    }

    /** Threads that are loops, as far as the agent or their stalls say so. */
    public Set<String> loopThreads() {
        return loopThreads;
    }

    /** Whether the agent told of this stall. */
    public boolean knows(String incidentId) {
        return stalls.containsKey(incidentId);
    }

    private static <T> List<T> sorted(Collection<T> items, Comparator<T> order) {
        List<T> sorted = new ArrayList<>(items);
        sorted.sort(order);
        return sorted;
    }
}
