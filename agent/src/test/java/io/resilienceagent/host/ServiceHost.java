package io.resilienceagent.host;

import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.systemd.Departure;
import io.resilienceagent.systemd.ExitCode;
import io.resilienceagent.systemd.Systemd;
import io.resilienceagent.systemd.Watchdog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A service that does what its arguments say, one after the other; files in its working directory give it signs. */
public final class ServiceHost {
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(5);

    private final EventLog log = new EventLog(System.err, Ticker.system());
    private final Optional<Systemd> systemd;

    private ServiceHost(Path jnaDirectory) {
        systemd = Systemd.fromEnvironment(System.getenv(), jnaDirectory, Optional.empty(), log);
    }

    public static void main(String[] arguments) throws Exception {
        ServiceHost host = new ServiceHost(Path.of(System.getenv().getOrDefault("STATE_DIRECTORY", "state")));
        for (String argument : arguments) {
            String[] words = argument.split(":", 2);
            host.act(words[0], words.length < 2 ? "" : words[1]);
        }
    }

    private void act(String what, String how) throws Exception {
        switch (what) {
            case "ready" -> Tell.that("ready", tell().ready());
            case "status" -> Tell.that("status", tell().status(how));
            case "long" -> Tell.that("status", tell().status("é".repeat(Integer.parseInt(how))));
            case "reloading" -> Tell.that("reloading", tell().reloading());
            case "until" -> Await.until(how, () -> Files.exists(Path.of(how)));
            case "live" -> look(true);
            case "hang" -> look(false);
            case "fail" -> throw new IllegalStateException(how);
            // A hook that never ends: what ends the process is the deadline.
            case "hook" -> Runtime.getRuntime().addShutdownHook(new Thread(LockSupport::park));
            case "leave" -> leave(ExitCode.valueOf(how), Duration.ofMinutes(1));
            case "halt" -> leave(ExitCode.CRITICAL, Duration.ofMillis(Long.parseLong(how)));
            default -> throw new IllegalArgumentException(what);
        }
    }

    private Systemd tell() {
        return systemd.orElseThrow();
    }

    /** The loop of the agent's checker, for a bot whose own loops are well or not. */
    private void look(boolean progress) {
        Optional<Watchdog> watchdog = systemd.flatMap(told -> told.watchdog(() -> progress, false));
        while (true) {
            watchdog.ifPresent(due -> due.look(System.nanoTime()));
            LockSupport.parkNanos(LOOK);
        }
    }

    private void leave(ExitCode code, Duration deadline) {
        new Departure(systemd, deadline, log).leave(code, "test");
        look(true);
    }
}
