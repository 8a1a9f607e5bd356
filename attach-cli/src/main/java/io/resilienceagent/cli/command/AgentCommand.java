package io.resilienceagent.cli.command;

import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.terminal.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that talks to an agent which is there already. */
abstract class AgentCommand implements Callable<Integer> {
    @Mixin
    private BotOptions bot;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() {
        return perform(output.screen(spec)).code();
    }

    /** Does it: by default over a connection to the agent. */
    Exit perform(Screen screen) {
        try (ControlClient agent = connect(screen)) {
            return run(agent, screen);
        }
    }

    /** Connects to the agent; by default there must be one. */
    ControlClient connect(Screen screen) {
        return bot.connect();
    }

    /** The bot as it was named. */
    final BotOptions bot() {
        return bot;
    }

    /** Asks, and shows the answer. */
    abstract Exit run(ControlClient agent, Screen screen);
}
