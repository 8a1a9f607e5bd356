package io.resilienceagent.host;

import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.systemd.Departure;
import io.resilienceagent.systemd.ExitCode;
import io.resilienceagent.systemd.Systemd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Hosts that do not want to end, each left with an exit code: arguments are the case and the code. */
public final class DepartureHost {
    private static final Object LOCK = new Object();
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration LATE = Duration.ofMinutes(10);

    private static Object[] hoard = new Object[1];

    private DepartureHost() {}

    public static void main(String[] arguments) throws Exception {
        EventLog log = new EventLog(System.err, Ticker.system());
        Optional<Systemd> systemd = Systemd.fromEnvironment(System.getenv(), Path.of("state"), Optional.empty(), log);
        String hang = arguments[0];
        Departure departure = new Departure(systemd, hang.startsWith("hang") ? SOON : LATE, log);
        ExitCode code = ExitCode.valueOf(arguments[1]);
        switch (hang) {
            case "plain" -> {
                hook(() -> Tell.that("hook", "ran"));
                Tell.that("first", departure.leave(code, "test"));
                Tell.that("second", departure.leave(ExitCode.SUCCESS, "too late"));
                forEver();
            }
            case "interrupted" -> {
                hook(() -> {
                    for (int i = 0; i < 100; i++) {
                        Thread.getAllStackTraces().keySet().stream()
                                .filter(thread -> thread.getName().startsWith("resilience-"))
                                .forEach(Thread::interrupt);
                    }
                    Tell.that("hook", "ran");
                });
                departure.leave(code, "test");
                forEver();
            }
            case "hang in a hook" -> {
                hook(DepartureHost::forEver);
                departure.leave(code, "test");
            }
            case "hang for a lock of the caller" -> {
                hook(() -> {
                    synchronized (LOCK) {
                        Tell.that("hook", "never");
                    }
                });
                synchronized (LOCK) {
                    departure.leave(code, "test");
                    forEver();
                }
            }
            case "hang on the error stream" -> {
                CountDownLatch held = new CountDownLatch(1);
                new Thread(() -> {
                            synchronized (System.err) {
                                held.countDown();
                                forEver();
                            }
                        })
                        .start();
                held.await();
                departure.leave(code, "test");
            }
            case "hang while the host exits" -> {
                hook(() -> {
                    departure.leave(code, "test");
                    forEver();
                });
                System.exit(ExitCode.SUCCESS.number());
            }
            case "exit of the host" -> {
                hook(() -> departure.leave(code, "test"));
                System.exit(3);
            }
            case "hang without memory" -> withoutMemory(departure, code);
            default -> throw new IllegalArgumentException(hang);
        }
    }

    private static volatile boolean still;

    private static void hook(Runnable task) {
        Runtime.getRuntime().addShutdownHook(new Thread(task));
    }

    private static void forEver() {
        while (true) {
            LockSupport.park();
        }
    }

    /** Fills the heap to the last word, and keeps it full. */
    private static void withoutMemory(Departure departure, ExitCode code) {
        hook(DepartureHost::forEver);
        String reason = "test"; // made now: later there is no room for it
        int size = 1 << 20;
        while (size > 0) {
            try {
                Object[] more = new Object[size];
                more[0] = hoard;
                hoard = more;
            } catch (OutOfMemoryError full) {
                size /= 2;
            }
        }
        try {
            departure.leave(code, reason);
        } finally {
            standStill();
        }
    }

    /** Needs nothing, not even a method named for the first time: were main to die of its hunger, the JVM would end by itself. */
    @SuppressWarnings("EmptyCatch")
    private static void standStill() {
        while (true) {
            try {
                still = !still;
            } catch (Throwable hunger) {
            }
        }
    }
}
