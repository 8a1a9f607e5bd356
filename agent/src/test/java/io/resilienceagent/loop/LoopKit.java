package io.resilienceagent.loop;

import io.resilienceagent.cause.Cause;
import io.resilienceagent.cause.Examination;
import io.resilienceagent.cause.Finding;
import io.resilienceagent.cause.PauseMeter;
import io.resilienceagent.cause.Suspect;
import io.resilienceagent.executor.Workplace;
import io.resilienceagent.executor.Workplaces;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.guard.Ticks;
import io.resilienceagent.policy.PackSource;
import io.resilienceagent.policy.PolicyReader;
import io.resilienceagent.policy.Reading;
import io.resilienceagent.testing.RecordedEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A detector that is driven by hand, on time that stands still until it is moved. */
final class LoopKit {
    /** Near the overflow of a long, where a comparison that is not a difference would fail. */
    long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(3);

    final List<Stall> stalled = new CopyOnWriteArrayList<>();
    final List<Stall> updated = new CopyOnWriteArrayList<>();
    final List<Stall> ended = new CopyOnWriteArrayList<>();
    final List<Pause> paused = new CopyOnWriteArrayList<>();
    final List<TickSample> samples = new CopyOnWriteArrayList<>();
    /** Whether the listener wants to know how loops tick. */
    volatile boolean wantsTicks;
    /** Milliseconds of each look of an examiner, from the kit's start. */
    final List<Long> looks = new CopyOnWriteArrayList<>();

    final List<Suspect> suspects = new CopyOnWriteArrayList<>();
    final RecordedEvents events = new RecordedEvents();
    final IdentityHashMap<Thread, Workplace> workplaces = new IdentityHashMap<>();
    private final Map<String, Ticks> ticks = new HashMap<>();
    private final long start = now;
    private final Path file;
    private final Ticker ticker;

    Cause verdict = Cause.SLEEP;
    boolean onStack = true;
    /** Thrown by the examiner and the listener, as long as it is set. */
    volatile Error breaks;

    /** How long the listener takes to hear of a stall, in milliseconds. */
    long listening;

    Cause gapCause = Cause.HOST_SUSPENDED;
    /** Whether the checker's thread waited for a processor, when it came late. */
    boolean busyMachine;

    volatile long stalledAt;
    long gcPaused;
    final AtomicLong meterTicks = new AtomicLong();

    final LoopTable table;
    final StallDetector detector;

    /** @param directory for the policy's file */
    LoopKit(Path directory) {
        this(directory, null);
    }

    /** A kit on another clock; null for its own, which is moved by hand. */
    LoopKit(Path directory, Ticker clock) {
        this.file = directory.resolve("policy.yaml");
        this.ticker = clock == null ? () -> now : clock;
        this.table = new LoopTable(places(), LoopKit::threads, ticker, events);
        this.detector = new StallDetector(table, this::examine, meter(), listener(), ticker, events);
    }

    private Workplaces places() {
        return thread -> Optional.ofNullable(workplaces.get(thread));
    }

    /** Puts these lines of a policy in force. */
    LoopKit policy(String lines) {
        try {
            Files.writeString(file, "version: 1\nbot: kit\n" + lines);
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
        table.declare(
                reading.policy()
                        .orElseThrow(() -> new AssertionError(reading.problems().toString())),
                this::ticks);
        return this;
    }

    /** One loop called {@code tick} with these keys. */
    LoopKit loop(String keys) {
        return policy("join_points: {tick: {on: com.acme.Loop#tick, kind: loop, " + keys + "}}\n");
    }

    Ticks ticks(String name) {
        return ticks.computeIfAbsent(name, n -> new Ticks(ticker));
    }

    Ticks ticks() {
        return ticks("tick");
    }

    /** One look, now. */
    long look() {
        return detector.look(now);
    }

    /** Time passes, and the detector looks whenever it wants to; the last look is at the very end. */
    LoopKit run(long millis) {
        return runNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    LoopKit runNanos(long nanos) {
        long end = now + nanos;
        long sleep = look();
        while (now + sleep - end < 0) {
            now += sleep;
            sleep = look();
        }
        now = end;
        look();
        return this;
    }

    /** Time passes, and nobody looks. */
    LoopKit gap(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        look();
        return this;
    }

    private Examination examine(Suspect suspect) {
        fail();
        suspects.add(suspect);
        looked();
        return new Examination() {
            @Override
            public void look() {
                fail();
                looked();
            }

            @Override
            public Finding verdict() {
                return new Finding(verdict, Map.of());
            }

            @Override
            public boolean onStack() {
                return onStack;
            }
        };
    }

    private void looked() {
        looks.add(TimeUnit.NANOSECONDS.toMillis(now - start));
    }

    private void fail() {
        if (breaks != null) {
            throw breaks;
        }
    }

    private PauseMeter meter() {
        return new PauseMeter() {
            @Override
            public void tick() {
                meterTicks.incrementAndGet();
            }

            @Override
            public Finding explain(long gapNanos) {
                return new Finding(gapCause, Map.of());
            }

            @Override
            public boolean heldUpAll(Finding explained) {
                return explained.cause().isPause() && !busyMachine;
            }

            @Override
            public long gcPausedNanos() {
                return gcPaused;
            }
        };
    }

    private StallListener listener() {
        return new StallListener() {
            @Override
            public void stalled(Stall stall) {
                stalledAt = System.nanoTime();
                stalled.add(stall);
                now += TimeUnit.MILLISECONDS.toNanos(listening);
                fail();
            }

            @Override
            public void updated(Stall stall) {
                updated.add(stall);
                fail();
            }

            @Override
            public void ended(Stall stall) {
                ended.add(stall);
                fail();
            }

            @Override
            public void paused(Pause pause) {
                paused.add(pause);
                fail();
            }

            @Override
            public boolean wantsTicks() {
                return wantsTicks;
            }

            @Override
            public void ticked(TickSample sample) {
                samples.add(sample);
                fail();
            }
        };
    }

    private static Thread[] threads() {
        return Thread.getAllStackTraces().keySet().toArray(Thread[]::new);
    }
}
