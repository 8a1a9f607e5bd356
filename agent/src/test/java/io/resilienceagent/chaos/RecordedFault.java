package io.resilienceagent.chaos;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A fault that writes down what it is asked to do, and fails where it is told to. */
final class RecordedFault implements FaultType, Fault {
    private final String name;
    private final Set<Target> targets;
    final List<String> steps = new CopyOnWriteArrayList<>();
    final List<Long> randoms = new CopyOnWriteArrayList<>();
    Exception beginThrows;
    RuntimeException beforeThrows;
    Exception endThrows;
    boolean gone = true;
    boolean forEver;
    Doing doing = strike -> {};

    RecordedFault(String name, Set<Target> targets) {
        this.name = name;
        this.targets = targets;
    }

    int struck() {
        return randoms.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String doc() {
        return name;
    }

    @Override
    public Set<Target> targets() {
        return targets;
    }

    @Override
    public List<Option> options() {
        return List.of(new Option("delay_ms", "how long", "1"));
    }

    @Override
    public boolean outlivesItsDeadline(Options options) {
        return forEver;
    }

    @Override
    public Fault make(Options options) {
        options.whole("delay_ms", 1, 1, 1000);
        return this;
    }

    @Override
    public void begin(Strike process) throws Exception {
        steps.add("begin");
        if (beginThrows != null) {
            throw beginThrows;
        }
        process.fired();
    }

    @Override
    public void before(Strike strike) throws Exception {
        randoms.add(strike.random());
        strike.fired();
        strike.fired();
        if (beforeThrows != null) {
            throw beforeThrows;
        }
        doing.with(strike);
    }

    @Override
    public void after(Strike strike) {
        steps.add("after");
    }

    @Override
    public void end() throws Exception {
        steps.add("end");
        if (endThrows != null) {
            throw endThrows;
        }
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    /** What a fault does in a call. */
    @FunctionalInterface
    interface Doing {
        void with(Strike strike) throws Exception;
    }
}
