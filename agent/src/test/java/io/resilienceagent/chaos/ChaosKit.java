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
import io.resilienceagent.policy.Percent;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.PolicyReader;
import io.resilienceagent.policy.Reading;
import io.resilienceagent.testing.RecordedEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
    final Recorded calls = new Recorded("slow", Set.of(Target.JOIN_POINT, Target.TRANSPORT));
    final Recorded loops = new Recorded("hang", Set.of(Target.LOOP));
    final Recorded whole = new Recorded("fill", Set.of(Target.PROCESS));
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

    /** What is asked for, word by word. */
    static final class Wanted {
        private final String type;
        private String target;
        Duration duration = Duration.ofSeconds(10);
        private String percent;
        private String rollout;
        Long seed;
        Duration on;
        Duration off;
        Integer count;
        boolean dry;
        List<String> rollback = List.of();
        Map<String, Object> options = Map.of();

        Wanted(String type) {
            this.type = type;
        }

        Wanted target(String name) {
            target = name;
            return this;
        }

        Wanted percent(String number) {
            percent = number;
            return this;
        }

        Wanted rollout(String number) {
            rollout = number;
            return this;
        }

        Wanted lasting(Duration time) {
            duration = time;
            return this;
        }

        Wanted seed(long number) {
            seed = number;
            return this;
        }

        Wanted burst(Duration strikes, Duration rests) {
            on = strikes;
            off = rests;
            return this;
        }

        Wanted count(int most) {
            count = most;
            return this;
        }

        Wanted dry() {
            dry = true;
            return this;
        }

        Wanted rollback(String... conditions) {
            rollback = List.of(conditions);
            return this;
        }

        Wanted option(String name, Object value) {
            options = Map.of(name, value);
            return this;
        }

        private static Optional<Percent> percentOf(String number) {
            return Optional.ofNullable(number).map(BigDecimal::new).map(Percent::new);
        }

        ExperimentRequest request() {
            return new ExperimentRequest(
                    type,
                    Optional.ofNullable(target),
                    duration,
                    percentOf(percent),
                    seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                    Optional.ofNullable(on),
                    Optional.ofNullable(off),
                    percentOf(rollout),
                    count == null ? OptionalInt.empty() : OptionalInt.of(count),
                    dry,
                    rollback,
                    options);
        }
    }

    /** A fault that writes down what it is asked to do, and fails where it is told to. */
    static final class Recorded implements FaultType, Fault {
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

        Recorded(String name, Set<Target> targets) {
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
    }

    /** What a fault does in a call. */
    @FunctionalInterface
    interface Doing {
        void with(Strike strike) throws Exception;
    }
}
