package io.resilienceagent.policy;

import java.time.Duration;
import java.util.List;

/**
 * Lets one order of a signature live at a time.
 *
 * @param key the bound names whose values are the signature
 * @param within how long an accepted order stands against another one
 * @param duplicate what a second order gets while the first is accepted
 * @param durability what an order's record outlives
 */
@Section(doc = "Lets one order of a signature live at a time, also across restarts. On orders only.")
public record IdempotencyRule(
        @Key(
                doc =
                        "the bound names that make the signature, as `[symbol, side, quantity, price]` or a client's order id",
                form = Form.NAME,
                orOne = true,
                min = 1,
                max = 16)
        List<String> key,

        @Key(doc = "how long an accepted order stands against another one of its signature", unset = "2m")
        Duration within,

        @Key(doc = "what a duplicate of an accepted order gets", unset = "deny")
        Duplicate duplicate,

        @Key(
                doc = "what the record of an order outlives: a power cut, a crash of the process, nothing",
                unset = "fsync")
        Durability durability)
        implements GuardSettings {
    /** What a duplicate of an accepted order gets. */
    public enum Duplicate {
        /** A denial. */
        DENY,
        /** The result of the first order. */
        RETURN_PREVIOUS
    }

    /** What the record of an order outlives. */
    public enum Durability {
        /** A power cut: it is forced to the disk before the call. */
        FSYNC,
        /** A crash of the process: it is written before the call. */
        OS,
        /** Nothing. */
        MEMORY
    }

    /** Copies the names. */
    public IdempotencyRule {
        key = List.copyOf(key);
    }
}
