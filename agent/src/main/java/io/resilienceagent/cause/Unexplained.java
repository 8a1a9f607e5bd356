package io.resilienceagent.cause;

/** What is told when no cause can be shown: all that was seen, and whether the machine was too busy to see more. */
final class Unexplained implements Explanation {
    @Override
    public Finding of(Seen seen) {
        Machine machine = Machine.now();
        boolean runnable = seen.activity().isRunnable();
        boolean disturbed = runnable && seen.share().isDisturbed(machine);
        boolean idle =
                seen.looks().last().duty() != null && seen.looks().last().duty().idle();
        String words = idle ? "waits for work" : seen.typical().doing().words();
        WaitedOn on = runnable ? seen.osThread().waitedOn() : null;
        return new Evidence(seen.subject() + " " + words + "; why it makes no progress cannot be told"
                        + (disturbed ? " yet, or on a machine as busy as this" : ""))
                .with("disturbed", disturbed ? true : null)
                .with("idle", idle ? true : null)
                .with(
                        "last_thrown",
                        seen.suspect().lastThrown() == null
                                ? null
                                : Thrown.text(seen.suspect().lastThrown(), seen.redaction()))
                .with("does", words)
                .withKnown("cpu_share", seen.share().computed())
                .withKnown("cpu_share_wanted", seen.share().wanted())
                .with("system_call", on == null ? null : on.call())
                .with("hottest", runnable ? Spin.hottest(seen.looks()) : null)
                .with("processors", machine.processors())
                .withCount("running_threads", machine.running())
                .withKnown("load_average", machine.loadAverage())
                .as(Cause.UNKNOWN);
    }
}
