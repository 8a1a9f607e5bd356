package io.resilienceagent.chaos.fault;

import io.resilienceagent.chaos.Fault;
import io.resilienceagent.chaos.Strike;
import io.resilienceagent.guard.Timer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The process ends at once, without shutdown hooks, after a moment in which it can still be called off. */
final class Kill implements Fault {
    private final FaultHouse house;
    private final Means means;
    private final int exitCode;
    private final long afterMillis;
    private Timer.Scheduled scheduled;

    Kill(FaultHouse house, Means means, int exitCode, long afterMillis) {
        this.house = house;
        this.means = means;
        this.exitCode = exitCode;
        this.afterMillis = afterMillis;
    }

    /** How it ends. */
    enum Means {
        SIGKILL,
        HALT
    }

    @Override
    public void begin(Strike process) {
        scheduled = house.timer().after(TimeUnit.MILLISECONDS.toNanos(afterMillis), () -> {
            process.fired();
            end(ProcessHandle.current().pid());
        });
    }

    private void end(long pid) {
        house.events().notice("CHAOS_KILL", "pid=" + pid + " by=" + means);
        house.flush();
        if (means == Means.SIGKILL) {
            try {
                new ProcessBuilder("kill", "-KILL", Long.toString(pid)).start().waitFor();
            } catch (IOException noSuchProgram) {
                house.events().failure("CHAOS_KILL", "kill", noSuchProgram);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        Runtime.getRuntime().halt(exitCode);
    }

    @Override
    public void end() {
        if (scheduled != null) {
            scheduled.cancel();
        }
    }
}
