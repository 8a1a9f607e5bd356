package io.resilienceagent.cli.watch;

import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.terminal.Style;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * How a bot is to be watched.
 *
 * @param pid the bot's process, where it was named by it
 * @param every how often the agent is asked
 * @param heartbeat how long plain lines may be silent
 * @param lasts for how long; empty until somebody ends it
 * @param plain whether lines are wanted on a terminal too
 */
public record Watching(OptionalLong pid, Duration every, Duration heartbeat, Optional<Duration> lasts, boolean plain) {
    private static final int STANDARD_INPUT = 0;
    private static final int STANDARD_OUTPUT = 1;

    /**
     * Watches, drawn where there is a terminal for it, else in lines.
     *
     * @param connect makes another connection when the first one is lost, or throws {@link Trouble}
     */
    public Exit watch(ControlClient agent, Supplier<ControlClient> connect, Screen screen) {
        Map<String, String> environment = System.getenv();
        boolean live = !plain
                && !screen.json()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb")
                && Style.isTerminal(STANDARD_INPUT)
                && Style.isTerminal(STANDARD_OUTPUT);
        Ending ending = new Ending(pid);
        try (Polling polling = new Polling(agent, connect, every)) {
            return live
                    ? new LiveWatch(polling, ending, Style.wanted(STANDARD_OUTPUT, environment), every).watch(lasts)
                    : new PlainWatch(polling, screen, ending, heartbeat).watch(lasts);
        } catch (IOException broken) {
            throw Trouble.refused(
                    "NO_TERMINAL", "the terminal cannot be drawn upon: " + broken.getMessage(), "try it with --plain");
        }
    }
}
