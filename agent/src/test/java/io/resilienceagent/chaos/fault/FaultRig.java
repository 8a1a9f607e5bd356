package io.resilienceagent.chaos.fault;

import io.resilienceagent.bind.Opener;
import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.FaultType;
import io.resilienceagent.chaos.Options;
import io.resilienceagent.chaos.Strike;
import io.resilienceagent.chaos.transport.TransportPoint;
import io.resilienceagent.chaos.transport.Transports;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardChain;
import io.resilienceagent.guard.GuardSlot;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.guard.JoinPointTally;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.guard.Timer;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.MethodPattern;
import io.resilienceagent.policy.Where;
import io.resilienceagent.testing.RecordedEvents;
import io.resilienceagent.weave.Bridge;
import io.resilienceagent.weave.ClockWeaver;
import io.resilienceagent.weave.JoinPoint;
import io.resilienceagent.weave.Weaver;
import java.lang.instrument.Instrumentation;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import net.bytebuddy.agent.ByteBuddyAgent;

/** Injects faults into transports and methods of the test's own JVM, and takes them back. Every call is struck. */
final class FaultRig {
    private static final ScheduledExecutorService SCHEDULER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "test-timer");
        thread.setDaemon(true);
        return thread;
    });
    static final Timer TIMER = (nanos, task) -> {
        var future = SCHEDULER.schedule(task, nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    };

    final RecordedEvents events = new RecordedEvents();
    final AtomicInteger fired = new AtomicInteger();
    final Transports transports;
    private final Instrumentation instrumentation = ByteBuddyAgent.install();
    private final Weaver weaver;
    private final Map<String, JoinPointRule> woven = new LinkedHashMap<>();
    private final Random seeded = new Random(7);
    private volatile Fault fault;
    private volatile boolean over;
    boolean observed = true;
    private final HostClock clock;

    FaultRig() throws Exception {
        weaver = new Weaver(instrumentation, Bridge.install(instrumentation), events);
        weaver.start();
        transports = Transports.ofTheJdk(weaver.opener());
        ClockWeaver clocks = weaver.clock();
        clock = new HostClock() {
            @Override
            public int skew(LongUnaryOperator skew) {
                return clocks.skew(List.of("io.resilienceagent.chaos.fault.*Host*"), skew);
            }

            @Override
            public void restore() {
                clocks.restore();
            }

            @Override
            public boolean restored() {
                return clocks.restored();
            }
        };
    }

    /** The kind of this name. */
    FaultType type(String name) {
        return Faults.all(transports, new House()).stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** From now on each call of the transport is struck, until {@link #end}. Options are {@code name, value, ..}. */
    void strike(String type, String transport, Object... options) throws Exception {
        begin(type, transport, options);
    }

    /** As {@link #strike}, of the whole process. */
    void strikeProcess(String type, Object... options) throws Exception {
        begin(type, "", options);
    }

    /** The fault that was begun last. */
    Fault fault() {
        return fault;
    }

    /** As {@link #strike}, of a method of the test's own. */
    void strikeMethod(String type, String on, Object... options) throws Exception {
        begin(type, "call", options);
        JoinPointRule rule = JoinPointRule.plain(
                List.of(MethodPattern.parse(on)),
                JoinPointKind.ANY,
                Optional.empty(),
                new Where("test.yaml", 1, 1, "join_points.call"));
        weaver.install(Map.of("call", rule), List.of(joinPoint("call", rule, new Point())));
    }

    private void begin(String type, String target, Object... options) throws Exception {
        over = false;
        fired.set(0);
        fault = type(type).make(options(options), target);
        fault.begin(new OneStrike(null));
    }

    static Options options(Object... namesAndValues) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            values.put(
                    (String) namesAndValues[i], value instanceof Integer number ? BigDecimal.valueOf(number) : value);
        }
        return new Options(values);
    }

    private JoinPoint joinPoint(String name, JoinPointRule rule, Guard point) {
        GuardChain chain = new GuardChain(
                name,
                rule.kind(),
                List.of(new GuardSlot(point, true, false)),
                null,
                new JoinPointTally(Ticker.system()),
                events,
                TIMER);
        return new JoinPoint(name, rule, chain, List.of(), null);
    }

    /** The experiment ends; what it wove stays, dormant. */
    void end() throws Exception {
        over = true;
        weaver.install(Map.of(), List.of());
        if (fault != null) {
            fault.end();
        }
    }

    /** Chaos is switched off in the middle: bytecode as it was. */
    void allOff() {
        woven.clear();
        weaver.transports(Map.of(), List.of());
    }

    /** Chaos is switched off: bytecode as it was. */
    void close() throws Exception {
        end();
        weaver.transports(Map.of(), List.of());
        instrumentation.removeTransformer(weaver);
        if (!events.failures.isEmpty()) {
            throw new AssertionError(events.failures.toString());
        }
    }

    /** As the agent's, for a process that goes on. */
    private final class House implements FaultHouse {
        @Override
        public Timer timer() {
            return TIMER;
        }

        @Override
        public Opener opener() {
            return weaver.opener();
        }

        @Override
        public Events events() {
            return events;
        }

        @Override
        public Optional<String> unthrowable(String joinPoint, String className) {
            return weaver.unthrowable(joinPoint, className);
        }

        @Override
        public boolean observed(String joinPoint) {
            return observed;
        }

        @Override
        public void raise(String transport) {
            JoinPointRule rule = transports.rule(transport);
            woven.put(transport, rule);
            weaver.transports(woven, List.of(joinPoint(transport, rule, new TransportPoint(new Point()))));
        }

        @Override
        public void rest(String transport) {
            weaver.transports(woven, List.of());
        }

        @Override
        public void flush() {}

        @Override
        public HostClock clock() {
            return clock;
        }
    }

    /** Strikes each call, as the engine does one that it chose. */
    private final class Point implements Guard {
        /** A call that is under way meets the fault that it entered with. */
        private final Fault mine = fault;

        @Override
        public String name() {
            return "chaos";
        }

        @Override
        public boolean mayPretend() {
            return true;
        }

        @Override
        public Object before(Invocation call) {
            Strike strike = new OneStrike(call);
            try {
                mine.before(strike);
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
            return strike;
        }

        @Override
        public void after(Invocation call, Object permit) {
            try {
                mine.after((Strike) permit);
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    /** One call of an experiment that lasts a minute. */
    private final class OneStrike implements Strike {
        private static final long MINUTE = 60_000_000_000L;

        private final Invocation call;
        private final long begun = System.nanoTime();
        private final long random = seeded.nextLong();

        OneStrike(Invocation call) {
            this.call = call;
        }

        @Override
        public Invocation call() {
            return call;
        }

        @Override
        public long random() {
            return random;
        }

        @Override
        public boolean over() {
            return over;
        }

        @Override
        public long remainingNanos() {
            return over ? 0 : Math.max(0, MINUTE - (System.nanoTime() - begun));
        }

        @Override
        public void pause(long nanos) {
            long start = System.nanoTime();
            boolean interrupted = false;
            while (!over && System.nanoTime() - start < nanos) {
                try {
                    TimeUnit.MILLISECONDS.sleep(1);
                } catch (InterruptedException meanwhile) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void fired() {
            fired.incrementAndGet();
        }
    }
}
