package io.resilienceagent.cli.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.json.JsonText;
import io.resilienceagent.cli.process.ProcessFiles;
import io.resilienceagent.cli.terminal.Harmless;
import io.resilienceagent.cli.terminal.Screen;
import io.resilienceagent.cli.terminal.Style;
import io.resilienceagent.cli.terminal.Times;
import io.resilienceagent.cli.view.ChaosView;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** An experiment that was injected over a connection, and is watched over it. For one thread. */
public final class Experiment {
    private static final String COMMAND = "chaos.inject";
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SOON_NANOS = Duration.ofMillis(50).toNanos();
    /** How long after its end an effect may take to be gone. */
    private static final long AFTERMATH_NANOS = Duration.ofSeconds(10).toNanos();

    private static final Set<String> ON_TIME = Set.of("deadline", "count");

    private final ControlClient agent;
    private final Screen screen;
    private final JsonNode injected;
    private boolean fired;

    private Experiment(ControlClient agent, Screen screen, JsonNode injected) {
        this.agent = agent;
        this.screen = screen;
        this.injected = injected;
    }

    /** Injects it, and says its id. */
    public static Experiment inject(ControlClient agent, ObjectNode arguments, Screen screen) {
        JsonNode injected = agent.ask(COMMAND, arguments);
        announce(injected, arguments, screen);
        return new Experiment(agent, screen, injected);
    }

    /** The request to inject it, for an agent that is asked by another way than a connection. */
    public static String request(ObjectNode arguments) {
        return JsonText.write(ControlClient.request(COMMAND, arguments));
    }

    /**
     * Says its id.
     *
     * @param injected the agent's answer
     */
    public static void announce(JsonNode injected, ObjectNode arguments, Screen screen) {
        Duration asked = Duration.ofMillis(arguments.path("duration_ms").asLong());
        tell(screen, "injected", injected, title(injected, asked, screen));
    }

    /** @param asked how long it may last; what the answer says of its deadline is a little less already */
    private static String title(JsonNode injected, Duration asked, Screen screen) {
        String target = injected.path("target").asText("");
        return screen.paint(Style.HEADING, injected.path("id").asText(""))
                + Harmless.text(": " + injected.path("type").asText("")
                        + (target.isEmpty() ? "" : " on " + target) + ", seed "
                        + injected.path("seed").asText("") + ", for at most "
                        + Times.about(asked));
    }

    private String id() {
        return injected.path("id").asText("");
    }

    /**
     * Stays until it is over.
     *
     * @param pid the bot's process, where it is known
     * @param lethal whether the bot's end is what was asked for
     */
    public Exit stay(OptionalLong pid, boolean lethal) {
        Thread interrupted = new Thread(this::stop, "resilience-interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            return watch();
        } catch (Trouble gone) {
            boolean dead =
                    gone.exit() == Exit.UNREACHABLE && pid.isPresent() && !new ProcessFiles(pid.getAsLong()).exists();
            if (!dead) {
                throw gone;
            }
            screen.progressOver();
            if (!lethal) {
                throw Trouble.unreachable("BOT_ENDED", "the bot ended while " + id() + " was in it", "read its log");
            }
            tell("ended", injected, "The bot has ended, as was asked.");
            return Exit.OK;
        } finally {
            forget(interrupted);
        }
    }

    private Exit watch() {
        long ended = 0;
        while (true) {
            JsonNode now = find(agent.ask("chaos.list"));
            hasFired(now);
            boolean running = ChaosView.isRunning(now);
            boolean gone = now.path("verified_gone").asBoolean(!now.has("verified_gone"));
            ended = running || ended != 0 ? ended : System.nanoTime();
            if (!running && (gone || System.nanoTime() - ended > AFTERMATH_NANOS)) {
                return ended(now, gone);
            }
            if (running) {
                screen.progress(id() + ": fired " + times(now) + ", "
                        + Times.about(Duration.ofMillis(now.path("remaining_ms").asLong())) + " left; Ctrl-C ends it");
            }
            long left = Duration.ofMillis(now.path("remaining_ms").asLong()).toNanos();
            LockSupport.parkNanos(running && fired ? Math.min(LOOK_NANOS, left + SOON_NANOS) : SOON_NANOS);
            // It says that somebody is still there, also to an agent that does not take a list for a sign of life.
            agent.ask("ping");
        }
    }

    private JsonNode find(JsonNode list) {
        for (JsonNode one : list.path("experiments")) {
            if (one.path("id").asText("").equals(id())) {
                return one;
            }
        }
        throw Trouble.unreachable(
                "UNKNOWN_EXPERIMENT", "the agent knows " + id() + " no more", "resilience chaos list");
    }

    private void hasFired(JsonNode now) {
        if (!fired && now.path("fired").asLong() > 0) {
            fired = true;
            screen.progressOver();
            tell("fired", now, screen.paint(Style.DOUBTFUL, "It has really fired."));
        }
    }

    private Exit ended(JsonNode now, boolean gone) {
        screen.progressOver();
        String why = now.path("why_ended").asText("?");
        boolean dry = injected.path("state").asText("").equals("DRY_RUN")
                || now.path("state").asText("").equals("DRY_RUN");
        tell(
                "ended",
                now,
                "Ended: " + Harmless.text(why) + ". Fired " + times(now)
                        + (dry ? ", in a dry run: nothing was really done." : ". ")
                        + (dry
                                ? ""
                                : gone ? "Its effect is gone." : screen.paint(Style.BAD, "Its effect is NOT gone.")));
        if (!gone) {
            throw early(
                    "EFFECT_LASTS",
                    "the effect of " + id() + " is not gone",
                    "look at the bot; a restart takes it away");
        }
        if (!fired && !dry) {
            throw early(
                    "NEVER_FIRED",
                    id()
                            + " never fired: no call came so far meanwhile (guards deny before it strikes), or the percent is too small",
                    "resilience status");
        }
        if (!ON_TIME.contains(why)) {
            throw early("ENDED_EARLY", id() + " ended before its time: " + why, "");
        }
        return Exit.OK;
    }

    private static String times(JsonNode now) {
        long times = now.path("fired").asLong();
        return times == 1 ? "once" : times + " times";
    }

    private static Trouble early(String code, String what, String next) {
        return new Trouble(Exit.ENDED_EARLY, code, what, next);
    }

    private void tell(String event, JsonNode what, String line) {
        tell(screen, event, what, line);
    }

    private static void tell(Screen screen, String event, JsonNode what, String line) {
        if (screen.json()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode().put("event", event);
            what.properties().forEach(member -> object.set(member.getKey(), member.getValue()));
            screen.jsonLine(object);
        } else {
            screen.line(line);
        }
    }

    /** Ctrl-C: on a connection of its own, since the other may be in the middle of an answer. */
    private void stop() {
        screen.progressOver();
        try (ControlClient other = ControlClient.connect(agent.socket(), Duration.ofSeconds(3))) {
            other.ask("chaos.stop", ControlClient.arguments().put("id", id()));
            screen.note("resilience: " + id() + " stopped");
        } catch (Trouble failed) {
            // The connection ends with this process, and with it what it holds.
            screen.note("resilience: " + id() + " ends within 5 s (" + failed.getMessage() + ")");
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // Then it has stopped the experiment.
        }
    }
}
