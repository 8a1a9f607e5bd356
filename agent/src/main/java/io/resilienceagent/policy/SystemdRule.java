package io.resilienceagent.policy;

import java.util.Optional;

/**
 * What systemd is told of the bot.
 *
 * @param readyWhen when the bot is ready
 * @param readyMethod the join point by whose first call that returns the bot is ready
 * @param watchdog whether the watchdog of the unit is kept content, or switched off
 */
@Section(doc = "What systemd is told of the bot. Without `$NOTIFY_SOCKET` it has no effect.")
public record SystemdRule(
        @Key(
                doc =
                        "when READY=1 is sent: after the first tick of every loop, after the first call of a join point, or before `main`; absent: `first_tick` where a loop is declared, else `main`")
        Optional<ReadyWhen> readyWhen,

        @Key(
                doc = "the join point whose first call that returned makes the bot ready, for `ready_when: method`",
                form = Form.JOIN_POINT)
        Optional<String> readyMethod,

        @Key(
                doc =
                        "whether systemd's watchdog watches: `on`, and WATCHDOG=1 is sent while every loop makes progress; `off`, and it is switched off, for bots with long tasks",
                unset = "on")
        Watchdog watchdog) {
    /** When a bot is ready. */
    public enum ReadyWhen {
        FIRST_TICK,
        METHOD,
        MAIN
    }

    /** Whether the watchdog of the unit is kept content, or switched off. */
    public enum Watchdog {
        ON,
        OFF
    }
}
