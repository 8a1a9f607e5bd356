package io.resilienceagent.chaos;

import io.resilienceagent.executor.Workplace;
import io.resilienceagent.executor.Workplaces;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardKit;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.loop.LoopTable;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.PackSource;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.PolicyReader;
import io.resilienceagent.policy.Reading;
import io.resilienceagent.testing.RecordedEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A chaos engine whose time stands still until it is moved, and whose threads are looks taken by hand. */
final class ChaosKit {
    static final String POLICY = """
            version: 1
            bot: kit
            join_points:
              place: {on: com.acme.Trader#place, kind: order, bind: {symbol: arg0}}
              other: {on: com.acme.Trader#other}
              tick: {on: com.acme.Loop#tick, kind: loop, every: 100ms, stall_after: 500ms}
            chaos: %s
            """;

    /** Near the overflow of a long, where a comparison that is not a difference would fail. */
    long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(3);

    final List<String> told = new CopyOnWriteArrayList<>();
    final RecordedEvents events = new RecordedEvents();
    final Set<String> notWoven = new HashSet<>();
    final IdentityHashMap<Thread, Workplace> workplaces = new IdentityHashMap<>();
    final RecordedFault calls = new RecordedFault("slow", Set.of(Target.JOIN_POINT, Target.TRANSPORT));
    final RecordedFault loops = new RecordedFault("hang", Set.of(Target.LOOP));
    final RecordedFault whole = new RecordedFault("fill", Set.of(Target.PROCESS));
    Runnable whenUnderWay = () -> {};
    String state = "RUNNING";
    final ChaosEngine engine;
    private final Path file;

    /** @param directory for the policy's file */
    ChaosKit(Path directory) {
        this(directory, true);
    }

    /** @param byHand whether time and looks are by hand; else both are real */
    ChaosKit(Path directory, boolean byHand, FaultType... more) {
        file = directory.resolve("policy.yaml");
        Ticker ticker = byHand ? () -> now : Ticker.system();
        List<FaultType> types = new ArrayList<>(List.of(calls, loops, whole));
        types.addAll(List.of(more));
        LoopTable table = new LoopTable(places(), () -> new Thread[0], ticker, events);
        engine = byHand
                ? new ChaosEngine(
                        () -> types, around(table), listener(), ticker, events, (run, name) -> ((Oversight) run).look())
                : new ChaosEngine(() -> types, around(table), listener(), ticker, events);
        policy("{enabled: true}");
    }

    private Workplaces places() {
        return thread -> Optional.ofNullable(workplaces.get(thread));
    }

    private Surroundings around(LoopTable table) {
        return new Surroundings() {
            @Override
            public LoopTable loops() {
                return table;
            }

            @Override
            public Workplaces workplaces() {
                return places();
            }

            @Override
            public boolean woven(String joinPoint) {
                return !notWoven.contains(joinPoint);
            }

            @Override
            public List<String> transports() {
                return List.of("jdk-http");
            }

            @Override
            public String state() {
                return state;
            }
        };
    }

    private ExperimentListener listener() {
        return new ExperimentListener() {
            @Override
            public void began(Experiment experiment) {
                told.add("began " + experiment.type());
            }

            @Override
            public void underWay(Experiment experiment) {
                whenUnderWay.run();
            }

            @Override
            public void ended(Experiment experiment) {
                told.add("ended " + experiment.type() + " "
                        + experiment.whyEnded().orElseThrow().word());
            }

            @Override
            public void lingers(Experiment experiment, Duration since) {
                told.add("lingers " + experiment.type());
            }

            @Override
            public void gone(Experiment experiment, Duration since) {
                told.add("gone " + experiment.type());
            }
        };
    }

    /** Puts a policy with these words about chaos in force. */
    ChaosKit policy(String chaos) {
        return whole(POLICY.formatted(chaos));
    }

    /** Puts this policy in force. */
    ChaosKit whole(String text) {
        engine.declare(read(text));
        return this;
    }

    private Policy read(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Reading reading = PolicyReader.read(file, new PackSource() {
            @Override
            public Optional<String> text(String packName) {
                return Optional.empty();
            }

            @Override
            public Set<String> names() {
                return Set.of();
            }
        });
        return reading.policy()
                .orElseThrow(() -> new AssertionError(reading.problems().toString()));
    }

    /** Time passes; each experiment is looked at every 100 ms of it. */
    void pass(Duration time) {
        long end = now + time.toNanos();
        long step = TimeUnit.MILLISECONDS.toNanos(100);
        while (end - now > step) {
            now += step;
            engine.look();
        }
        now = end;
        engine.look();
    }

    Guard point() {
        return engine.point("place", JoinPointKind.ORDER, 0);
    }

    /** A call that takes so long; whether a fault struck it. */
    boolean call(Guard point, Duration takes, Object... arguments) {
        return call(point, takes, null, arguments);
    }

    boolean call(Guard point, Duration takes, Throwable thrown, Object... arguments) {
        Invocation call = GuardKit.call(arguments);
        int before = calls.struck() + loops.struck();
        Object permit = point.before(call);
        now += takes.toNanos();
        call.end(null, thrown, thrown != null);
        point.after(call, permit);
        return calls.struck() + loops.struck() > before;
    }

    /** Calls, one after the other, and which of them were struck: 1 for yes, 0 for no. */
    String calls(Guard point, int count) {
        StringBuilder struck = new StringBuilder();
        for (int i = 0; i < count; i++) {
            struck.append(call(point, Duration.ZERO, "BTC") ? '1' : '0');
        }
        return struck.toString();
    }

    static Wanted slow() {
        return new Wanted("slow").target("place").percent("100");
    }

    static Wanted hang() {
        return new Wanted("hang").target("tick");
    }

    static Wanted fill() {
        return new Wanted("fill");
    }

    Experiment inject(Wanted wanted) throws ChaosRefused {
        return engine.inject(wanted.request(), "test");
    }
}
