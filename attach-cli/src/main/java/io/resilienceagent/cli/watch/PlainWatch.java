package io.resilienceagent.cli.watch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Screen;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Watches a bot where nobody draws: a line for each change, and one now and then that says that all is as it was. */
public final class PlainWatch {
    private static final long LOOK_MILLIS = 200;

    private final Polling polling;
    private final Screen screen;
    private final Ending ending;
    private final long heartbeatNanos;
    private final History history = new History();
    private long spokeAt = System.nanoTime();
    private boolean lost;

    PlainWatch(Polling polling, Screen screen, Ending ending, Duration heartbeat) {
        this.polling = polling;
        this.screen = screen;
        this.ending = ending;
        this.heartbeatNanos = heartbeat.toNanos();
    }

    /** Watches until the bot's end, or for so long. */
    Exit watch(Optional<Duration> lasts) {
        long begun = System.nanoTime();
        polling.begin();
        while (lasts.isEmpty() || System.nanoTime() - begun < lasts.get().toNanos()) {
            News news = polling.next(LOOK_MILLIS);
            if (news instanceof News.Seen seen) {
                seen(seen.snapshot());
            } else if (news instanceof News.Lost gone) {
                lost(gone);
            }
            if (history.now() != null && System.nanoTime() - spokeAt >= heartbeatNanos) {
                say(lost ? new Changes.Change("lost", "still nobody answers") : Changes.heartbeat(history));
            }
        }
        return Exit.OK;
    }

    private void seen(Snapshot snapshot) {
        boolean first = history.now() == null;
        boolean back = lost;
        lost = false;
        Snapshot before = history.now();
        history.add(snapshot);
        if (first) {
            say(Changes.first(snapshot));
            return;
        }
        List<Changes.Change> changes = Changes.between(before, snapshot);
        if (back) {
            say(new Changes.Change("back", "the agent answers again"));
        }
        changes.forEach(this::say);
    }

    private void lost(News.Lost gone) {
        String bot = history.now() == null ? "" : history.now().bot();
        if (!lost) {
            lost = true;
            say(new Changes.Change("lost", gone.why().getMessage()));
        }
        ending.check(gone.why(), bot);
    }

    private void say(Changes.Change change) {
        spokeAt = System.nanoTime();
        String time = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        if (screen.json()) {
            screen.jsonLine(JsonNodeFactory.instance
                    .objectNode()
                    .put("time", time)
                    .put("event", change.event())
                    .put("text", change.text()));
        } else {
            screen.line(Harmless.text(time + " " + change.event() + ": " + change.text()));
        }
    }
}
