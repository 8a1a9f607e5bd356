package io.resilienceagent.systemd;

import io.resilienceagent.guard.Events;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the agent tells systemd, where systemd runs this process. No method throws or waits for systemd: what fails is
 * told through {@link Events} as {@code SYSTEMD_ERROR} and answered as a {@link Delivery}. Thread-safe.
 *
 * <p>The first message loads JNA, which takes a tenth of a second and wakes {@code java.util.logging}: it is for a
 * thread of the agent to send, once the host's {@code main} runs.
 */
public final class Systemd implements AutoCloseable {
    private static final String FAILURE = "SYSTEMD_ERROR";
    private static final String PING = "WATCHDOG=1";
    private static final byte[] PING_BYTES = NotifyText.bytes(PING);
    private static final int MOST_UNSENT = 16;
    private static final Duration LONGEST = Duration.ofDays(365);

    private final NotifySocket socket;
    private final Events events;
    private final Optional<Duration> watchdogPeriod;
    private final Deque<byte[]> unsent = new ArrayDeque<>();
    private volatile int waiting;
    private volatile boolean ready;

    private Systemd(NotifySocket socket, Optional<Duration> watchdogPeriod, Events events) {
        this.socket = socket;
        this.watchdogPeriod = watchdogPeriod;
        this.events = events;
    }

    /**
     * The systemd that this environment speaks of; empty where it speaks of none, or of one that cannot be reached.
     *
     * @param environment the process's variables
     * @param jnaDirectory the agent's own directory, where JNA's native library is unpacked for a moment; the service's
     *     {@code RUNTIME_DIRECTORY} is tried next, which many systems do not allow to execute from
     * @param instrumentation to give JNA leave for native access on newer JVMs, which else print a warning
     * @param events where failures are told
     */
    public static Optional<Systemd> fromEnvironment(
            Map<String, String> environment,
            Path jnaDirectory,
            Optional<Instrumentation> instrumentation,
            Events events) {
        String address = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (address.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<Path> directories = new ArrayList<>(List.of(jnaDirectory));
            String runtime = environment.getOrDefault("RUNTIME_DIRECTORY", "");
            if (!runtime.isEmpty()) {
                directories.add(Path.of(runtime.split(":", 2)[0]));
            }
            NativeLoader loader = new NativeLoader(directories, instrumentation, events);
            return Optional.of(new Systemd(
                    new NotifySocket(NotifyAddress.parse(address), loader),
                    new WatchdogVariables(environment, events)
                            .period(ProcessHandle.current().pid()),
                    events));
        } catch (NotifyFailure | RuntimeException unusable) {
            events.failure(FAILURE, "NOTIFY_SOCKET", unusable);
            return Optional.empty();
        }
    }

    /** The bot is ready: the unit becomes active. After {@link #reloading()}: the reload is over. */
    public Delivery ready() {
        ready = true;
        return send("READY=1");
    }

    /** Whether {@link #ready()} has been called. */
    boolean isReady() {
        return ready;
    }

    /** One line for {@code systemctl status}; cut to fit, without line breaks. */
    public Delivery status(String text) {
        return send("STATUS", NotifyText.status(text));
    }

    /** The bot reloads its configuration; {@link #ready()} ends that. */
    public Delivery reloading() {
        try {
            return send("RELOADING=1\nMONOTONIC_USEC=" + socket.monotonicMicros());
        } catch (NotifyFailure failure) {
            return failed("RELOADING=1", failure);
        }
    }

    /** The bot stops by itself. */
    public Delivery stopping() {
        return send("STOPPING=1");
    }

    /** The bot stops by itself, and may take this long: the unit's {@code TimeoutStopSec=} grows to it if shorter. */
    public Delivery stopping(Duration longest) {
        return send("STOPPING=1\n" + extension(longest));
    }

    /** Starting, reloading or stopping needs this much more time from now, whatever the unit's timeout says. */
    public Delivery extendTimeout(Duration time) {
        return send(extension(time));
    }

    private static String extension(Duration time) {
        Duration bounded = time.compareTo(LONGEST) > 0 ? LONGEST : time;
        return "EXTEND_TIMEOUT_USEC=" + TimeUnit.NANOSECONDS.toMicros(bounded.toNanos());
    }

    /** How long systemd waits for a ping before it kills the process; empty when it waits for none from us. */
    public Optional<Duration> watchdogPeriod() {
        return watchdogPeriod;
    }

    /** The bot is alive. Not queued when systemd is busy: the next one will say the same. */
    public Delivery watchdog() {
        return deliver(PING, PING_BYTES);
    }

    /**
     * Has systemd wait this long for pings from now on, whatever {@code WatchdogSec=} says, until the process is another.
     *
     * @param period zero: it waits for none
     */
    public Delivery watchdogPeriod(Duration period) {
        return send("WATCHDOG_USEC=" + TimeUnit.NANOSECONDS.toMicros(period.toNanos()));
    }

    /**
     * The agent leaves a bot that goes on: systemd waits for no more pings, since there is nobody to send them, and shows why.
     */
    @Override
    public void close() {
        if (watchdogPeriod.isPresent()) {
            watchdogPeriod(Duration.ZERO);
        }
        status("the resilience agent was detached; the bot runs unguarded");
        try {
            socket.close();
        } catch (RuntimeException | Error broken) {
            events.failure(FAILURE, "NOTIFY_SOCKET", broken);
        }
    }

    /**
     * The pinging of this unit's watchdog, by the progress of the bot's loops; empty when it has none.
     *
     * @param comesLate whether the agent came into a bot at work: then the watchdog is switched on with the first ping, as an
     *     agent that left switches it off
     */
    public Optional<Watchdog> watchdog(LoopProgress loops, boolean comesLate) {
        return watchdogPeriod.map(period -> new Watchdog(this, period, loops, comesLate, events));
    }

    /** Sends what a busy systemd did not take. Cheap when there is nothing: for a thread that looks now and then. */
    public void retry() {
        if (waiting > 0) {
            synchronized (unsent) {
                while (!unsent.isEmpty() && deliver("kept message", unsent.getFirst()) != Delivery.BUSY) {
                    unsent.removeFirst();
                }
                waiting = unsent.size();
            }
        }
    }

    private Delivery send(String message) {
        return send(message.substring(0, message.indexOf('=')), NotifyText.bytes(message));
    }

    /** What came before goes before. */
    private Delivery send(String name, byte[] message) {
        retry();
        Delivery delivery = waiting > 0 ? Delivery.BUSY : deliver(name, message);
        if (delivery == Delivery.BUSY) {
            synchronized (unsent) {
                if (unsent.size() == MOST_UNSENT) {
                    unsent.removeFirst();
                }
                unsent.addLast(message);
                waiting = unsent.size();
            }
        }
        return delivery;
    }

    private Delivery deliver(String name, byte[] message) {
        try {
            socket.send(message);
            return Delivery.SENT;
        } catch (NotifyFailure failure) {
            return failed(name, failure);
        } catch (RuntimeException | Error broken) {
            // Out of memory among them: the next ping may find some.
            events.failure(FAILURE, name, broken);
            return Delivery.FAILED;
        }
    }

    /** What keeps all messages from arriving is one failure, with one line in the log, whichever message met it. */
    private Delivery failed(String name, NotifyFailure failure) {
        switch (failure.delivery()) {
            case BUSY -> {}
            case FAILED -> events.failure(FAILURE, name, failure);
            default -> events.failure(FAILURE, "NOTIFY_SOCKET", failure);
        }
        return failure.delivery();
    }
}
