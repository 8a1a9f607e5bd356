package io.resilienceagent.systemd;

/** The exit codes that the agent leaves a process with, and what a unit file makes of them. Immutable. */
public enum ExitCode {
    /** The bot has done what it should: not started again. */
    SUCCESS(0),
    /** What happened is over once the process is new: started again. */
    RECOVERABLE(2),
    /** The process cannot be saved, such as FATAL or a deadlock: started again. */
    CRITICAL(10),
    /** The policy or the command line is wrong, and will be the next time: not started again. */
    CONFIG_ERROR(77);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The number that the process ends with. */
    public int number() {
        return number;
    }
}
