package io.resilienceagent.chaos.stall;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.FaultType;
import io.resilienceagent.chaos.Options;
import io.resilienceagent.chaos.Target;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A kind of stall. All strike in a tick of a loop, on the loop's own thread. Immutable. */
public final class StallType implements FaultType {
    private final String name;
    private final String doc;
    private final List<Option> options;
    private final Function<Options, Fault> maker;
    private final Predicate<Options> forEver;

    private StallType(
            String name, String doc, List<Option> options, Function<Options, Fault> maker, Predicate<Options> forEver) {
        this.name = name;
        this.doc = doc;
        this.options = options;
        this.maker = maker;
        this.forEver = forEver;
    }

    /** All stalls. */
    public static List<FaultType> all() {
        Option unbreakable = new Option(
                "unbreakable",
                "whether it uses monitors, which nothing but the end of the process frees; the policy must allow it",
                "false");
        Option style = new Option(
                "style",
                "recursion: a method that calls itself; completions: futures that complete each other",
                "recursion");
        return List.of(
                new StallType(
                        "cross_lock_deadlock",
                        "the loop's thread and a helper thread wait for each other's lock",
                        List.of(unbreakable),
                        options -> unbreakable(options) ? new MonitorDeadlock() : new LockDeadlock(),
                        StallType::unbreakable),
                of("sync_io_block", "the loop's thread reads from a socket that never answers", SyncIoBlock::new),
                of("cpu_bound_loop", "the loop's thread computes and does not yield", CpuBoundLoop::new),
                new StallType(
                        "recursive_await",
                        "the loop's thread calls deeper and deeper, up to the end of its stack, again and again",
                        List.of(style),
                        options -> new RecursiveAwait(options.choice("style", RecursiveAwait.Style.RECURSION)),
                        options -> false));
    }

    private static FaultType of(String name, String doc, Supplier<Fault> maker) {
        return new StallType(name, doc, List.of(), options -> maker.get(), options -> false);
    }

    private static boolean unbreakable(Options options) {
        return options.truth("unbreakable", false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String doc() {
        return doc;
    }

    @Override
    public Set<Target> targets() {
        return Set.of(Target.LOOP);
    }

    @Override
    public List<Option> options() {
        return options;
    }

    @Override
    public Fault make(Options given) {
        return maker.apply(given);
    }

    @Override
    public boolean outlivesItsDeadline(Options given) {
        return forEver.test(given);
    }
}
