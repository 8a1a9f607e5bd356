package io.resilienceagent.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When the bot counts as degraded, stops taking risk, recovers and gives up.
 *
 * @param degradedAfter consecutive errors that make it DEGRADED
 * @param safeModeAfter consecutive errors that put it into SAFE_MODE
 * @param recoveryCycles good cycles that lead from SAFE_MODE to RECOVERING, and again to RUNNING
 * @param cycle how long a cycle is
 * @param safeModeTtl how long SAFE_MODE may last before it is FATAL
 * @param errorsFrom the join points whose failures count; empty for all orders, cancels, queries, transports and loops
 * @param hostFlag the host's own boolean, {@code class#member}, that follows the state
 * @param exitOnFatal whether FATAL ends the process, with exit code 10
 * @param shutdownDeadline how long the host's shutdown hooks may take then
 * @param where where it was written
 */
@Section(doc = "When the bot counts as degraded, stops taking risk, recovers by itself, and gives up.")
public record StateMachineRule(
        @Key(doc = "consecutive errors of one join point that make the bot DEGRADED", unset = "3", min = 1, max = 10000)
        int degradedAfter,

        @Key(
                doc = "consecutive errors of one join point that put the bot into SAFE_MODE",
                unset = "5",
                min = 1,
                max = 10000)
        int safeModeAfter,

        @Key(
                doc = "good cycles that lead from SAFE_MODE to RECOVERING, and as many again to RUNNING",
                unset = "3",
                min = 1,
                max = 1000)
        int recoveryCycles,

        @Key(doc = "how long a cycle is", unset = "30s", min = 10)
        Duration cycle,

        @Key(doc = "how long SAFE_MODE may last before it is FATAL", unset = "15m", min = 10)
        Duration safeModeTtl,

        @Key(
                doc =
                        "the join points whose failures count as errors; absent: all of the kinds order, cancel, query, transport and loop",
                unset = "[]",
                form = Form.JOIN_POINT,
                orOne = true)
        List<String> errorsFrom,

        @Key(
                doc =
                        "the host's own boolean that is true while the state is SAFE_MODE or FATAL: a field that is set, as `com.acme.Bot#safeMode`, or a method that answers, as `com.acme.Bot#isSafeMode()`",
                form = Form.MEMBER)
        Optional<String> hostFlag,

        @Key(doc = "whether FATAL ends the process, with exit code 10, for systemd to start it anew", unset = "true")
        boolean exitOnFatal,

        @Key(doc = "how long the host's shutdown hooks may take then, before the process is halted", unset = "10s")
        Duration shutdownDeadline,

        Where where) {
    /** Copies the join points. */
    public StateMachineRule {
        errorsFrom = List.copyOf(errorsFrom);
    }
    /** What holds where a policy says nothing of it, as an empty section does. */
    public static StateMachineRule defaults(Where where) {
        return new StateMachineRule(
                3,
                5,
                3,
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                List.of(),
                Optional.empty(),
                true,
                Duration.ofSeconds(10),
                where);
    }
}
