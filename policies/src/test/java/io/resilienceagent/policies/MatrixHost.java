package io.resilienceagent.policies;

import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A host with one loop, that asks the world for something in each tick and prints what it met when that is another thing than
 * before: its output is its own account of what changed, and when.
 */
final class MatrixHost {
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LATE = TimeUnit.MILLISECONDS.toNanos(1000);

    private final Callable<String> probe;
    private String met = "";
    private long lastTick = System.nanoTime();

    private MatrixHost(Callable<String> probe) {
        this.probe = probe;
    }

    /** Ticks until the process is stopped; the arguments are a probe's name, the port of a web server and that of an echo. */
    public static void main(String[] arguments) {
        MatrixHost host = new MatrixHost(probe(arguments));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("in peace")));
        while (true) {
            host.tick();
            LockSupport.parkNanos(PERIOD);
        }
    }

    private static Callable<String> probe(String[] arguments) {
        HostProbes probes = new HostProbes(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        return switch (arguments[0]) {
            case "tick" -> () -> "in time";
            case "http" -> probes::http;
            case "url" -> probes::url;
            case "socket" -> probes::socket;
            case "name" -> probes::name;
            case "memory" -> probes::memory;
            case "balances" -> () -> balances().toString();
            default -> throw new IllegalArgumentException(arguments[0]);
        };
    }

    /** One tick of the loop. What comes late, be it the tick or an answer, is told as late. */
    void tick() {
        long began = System.nanoTime();
        String now;
        try {
            now = probe.call();
        } catch (Exception e) {
            now = e.getClass().getSimpleName();
        }
        long ended = System.nanoTime();
        // A tick that hangs before its first line is seen here, by the time since the tick before.
        if (ended - Math.min(began, lastTick) > LATE) {
            now += ", late";
        }
        lastTick = ended;
        if (!now.equals(met)) {
            met = now;
            System.out.println(now);
        }
    }

    /** What the account holds. */
    static Map<String, BigDecimal> balances() {
        return Map.of("BTC", BigDecimal.TEN);
    }
}
