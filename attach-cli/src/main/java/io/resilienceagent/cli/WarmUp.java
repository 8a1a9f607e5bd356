package io.resilienceagent.cli;

import io.resilienceagent.cli.attach.Attaching;
import io.resilienceagent.cli.client.ControlClient;
import java.util.Arrays;
import java.util.List;

/**
 * Loads what a command will need to reach its bot while its words are still being read: either takes a third of the time that
 * it needs to get there.
 */
final class WarmUp extends Thread {
    private final List<String> words;

    WarmUp(String... words) {
        super("resilience-warm-up");
        this.words = Arrays.asList(words);
        setDaemon(true);
    }

    @Override
    public void run() {
        if (attaches()) {
            // Answers are read later: there is time enough while the bot takes the agent in.
            Attaching.prepare();
        } else {
            ControlClient.prepare();
        }
    }

    private boolean attaches() {
        return words.get(0).equals("attach") || (words.get(0).equals("chaos") && words.contains("--policy"));
    }
}
