package io.resilienceagent.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Stops calling what keeps failing, and tries again after a while.
 *
 * @param failures failures that open the circuit
 * @param within the window in which they count
 * @param openFor how long it stays open before one call may probe
 * @param per the bound value that has a circuit of its own for each of its values
 * @param failureRate the share of failures that opens it as well
 * @param slowCall the duration from which a call is slow
 * @param slowRate the share of slow calls that opens it as well
 * @param minCalls how many calls a share needs in the window before it counts
 * @param probeTimeout when a probe that has not returned frees its place
 * @param ignore classes of exceptions that are no failure of the callee
 */
@Section(doc = "Stops calling what keeps failing, and lets one call probe after a while.")
public record CircuitBreakerRule(
        @Key(doc = "failures that open the circuit", unset = "3", min = 1, max = 10000)
        int failures,

        @Key(doc = "the window in which failures and shares count", unset = "60s")
        Duration within,

        @Key(doc = "how long the circuit stays open before one call may probe", unset = "120s")
        Duration openFor,

        @Key(doc = "a bound name: each of its values has a circuit of its own", form = Form.NAME)
        Optional<String> per,

        @Key(doc = "the share of failed calls in the window that opens the circuit as well")
        Optional<Percent> failureRate,

        @Key(doc = "the duration from which a call is slow") Optional<Duration> slowCall,

        @Key(doc = "the share of slow calls in the window that opens the circuit as well", needs = "slow_call")
        Optional<Percent> slowRate,

        @Key(doc = "how many calls the window must hold before a share counts", unset = "20", min = 1, max = 100000)
        int minCalls,

        @Key(doc = "when a probe that has not returned frees its place for another", unset = "60s")
        Duration probeTimeout,

        @Key(doc = "exceptions that are no failure of what is called", unset = "[]", form = Form.CLASS, orOne = true)
        List<String> ignore)
        implements GuardSettings {
    /** Copies the classes. */
    public CircuitBreakerRule {
        ignore = List.copyOf(ignore);
    }
}
