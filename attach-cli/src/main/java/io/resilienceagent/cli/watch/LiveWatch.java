package io.resilienceagent.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.terminal.Style;
import io.resilienceagent.cli.terminal.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Watches a bot on a terminal: draws what the agent tells, and does what keys ask for. */
public final class LiveWatch {
    private static final long KEY_MILLIS = 50;
    /** A picture without news is drawn again so often: its times go on. */
    private static final long REDRAW = TimeUnit.SECONDS.toNanos(1);

    private static final long NOTICE = TimeUnit.SECONDS.toNanos(6);

    private final Polling polling;
    private final Ending ending;
    private final boolean colours;
    private final long patienceNanos;
    private final History history = new History();
    private final Controls controls = new Controls();
    private String lost = "";
    private long seenAt = System.nanoTime();
    private String notice = "";
    private Style noticeStyle = Style.GOOD;
    private long noticeAt;

    LiveWatch(Polling polling, Ending ending, boolean colours, Duration every) {
        this.polling = polling;
        this.ending = ending;
        this.colours = colours;
        this.patienceNanos = every.toNanos() + TimeUnit.SECONDS.toNanos(2);
    }

    /** Watches until somebody quits, the bot ends, or so long. */
    Exit watch(Optional<Duration> lasts) throws IOException {
        try (LiveTerminal terminal = LiveTerminal.open()) {
            polling.begin();
            long begun = System.nanoTime();
            boolean anew = true;
            boolean draw = true;
            long drawnAt = begun;
            while (lasts.isEmpty() || System.nanoTime() - begun < lasts.get().toNanos()) {
                anew |= terminal.resized();
                if (draw || anew || System.nanoTime() - drawnAt >= REDRAW) {
                    Page page = new Page(terminal.width(), terminal.height(), terminal.unicode());
                    terminal.draw(page.draw(look()), colours, anew);
                    drawnAt = System.nanoTime();
                    anew = false;
                }
                int key = terminal.key(KEY_MILLIS);
                if (key == LiveTerminal.INTERRUPT) {
                    return Exit.INTERRUPTED;
                }
                if (key != LiveTerminal.NONE && done(controls.key(key, history.now()))) {
                    return Exit.OK;
                }
                draw = take() || key != LiveTerminal.NONE;
            }
            return Exit.OK;
        }
    }

    private Look look() {
        if (!notice.isEmpty() && System.nanoTime() - noticeAt > NOTICE) {
            notice = "";
        }
        String bot = history.now() == null ? "the bot" : history.now().bot();
        return new Look(history, silence(), notice, noticeStyle, controls.panel(bot));
    }

    private String silence() {
        Duration silent = Duration.ofNanos(System.nanoTime() - seenAt);
        if (!lost.isEmpty()) {
            return "nobody answers for " + Times.about(silent) + " (" + lost + "); waiting for it";
        }
        return silent.toNanos() > patienceNanos
                ? "no answer for " + Times.about(silent) + ": does the JVM stand still?"
                : "";
    }

    private boolean take() {
        boolean any = false;
        for (News news : polling.drain()) {
            any = true;
            if (news instanceof News.Seen seen) {
                history.add(seen.snapshot());
                seenAt = System.nanoTime();
                lost = "";
            } else if (news instanceof News.Lost gone) {
                lost = gone.why().getMessage();
                ending.check(
                        gone.why(), history.now() == null ? "" : history.now().bot());
            } else if (news instanceof News.Told told) {
                controls.noFaults();
                tell(told.text(), told.well() ? Style.GOOD : Style.BAD);
            } else if (news instanceof News.Faults faults) {
                controls.faults(faults.kinds());
            }
        }
        return any;
    }

    private void tell(String text, Style style) {
        notice = text;
        noticeStyle = style;
        noticeAt = System.nanoTime();
    }

    /** Whether that was the end. */
    private boolean done(Controls.Deed deed) {
        switch (deed) {
            case QUIT -> {
                return true;
            }
            case DUMP -> {
                tell("writing a dump", Style.DOUBTFUL);
                polling.ask(LiveWatch::dump);
            }
            case STOP_CHAOS -> polling.ask(LiveWatch::stop);
            case LIST_FAULTS -> polling.ask(LiveWatch::faults);
            case INJECT -> {
                Injection injection = controls.injection();
                polling.ask(agent -> inject(agent, injection));
            }
            default -> {}
        }
        return false;
    }

    private static News dump(ControlClient agent) {
        JsonNode answer = agent.ask("dump", ControlClient.arguments().put("reason", "asked for while watching"));
        return new News.Told(
                answer.path("incident_id").asText("") + ": "
                        + answer.path("path").asText(""),
                true);
    }

    private static News stop(ControlClient agent) {
        int stopped = agent.ask("chaos.stop").path("stopped").size();
        return new News.Told(stopped == 0 ? "nothing was running" : "stopped " + stopped + " of chaos", true);
    }

    private static News faults(ControlClient agent) {
        JsonNode list = agent.ask("chaos.list");
        return list.path("enabled").asBoolean()
                ? new News.Faults(FaultKind.of(list))
                : new News.Told("the policy does not allow chaos: chaos: {enabled: true}", false);
    }

    private static News inject(ControlClient agent, Injection injection) {
        JsonNode begun = agent.ask("chaos.inject", injection.arguments());
        return new News.Told(
                begun.path("id").asText("") + ": " + begun.path("type").asText("") + " injected; s stops it", true);
    }
}
