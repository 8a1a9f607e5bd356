package io.resilienceagent.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.report.drill.ScenarioRun;
import io.resilienceagent.report.text.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries a drill out on a bot, a scenario at a time: a baseline, the fault, and the time until all is as before. What is
 * injected is held by the connection, and so ends with whoever runs this. For one thread.
 */
public final class Rehearsal {
    /** The code of the trouble after which there is nothing to go on with. */
    public static final String BOT_GONE = "BOT_GONE";

    /** Looks are so far apart: recovery times are no finer. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** How long after its end an effect may take to be gone. */
    private static final Duration AFTERMATH = Duration.ofSeconds(10);

    private static final MetricSelector STALLED = MetricSelector.parse("resilience_loop_stalled");

    private final ControlClient agent;
    private final Drill drill;
    private final Audience audience;
    private final Observer observer;
    private final String loop;
    private final About about;

    /** Who is told how far it is. */
    @FunctionalInterface
    public interface Audience {
        /**
         * It goes on.
         *
         * @param scenario which one
         * @param doing what is done with it just now
         * @param left for how long at most
         */
        void at(Scenario scenario, String doing, Duration left);
    }

    /** The bot, for the record. */
    private record About(String bot, long pid, String mode) {}

    private Rehearsal(ControlClient agent, Drill drill, Audience audience) {
        this.agent = agent;
        this.drill = drill;
        this.audience = audience;
        this.observer = new Observer(agent);
        this.loop = Preparation.check(drill, agent, observer);
        JsonNode hello = agent.ask("hello");
        this.about = new About(
                hello.path("bot").asText(""),
                hello.path("pid").asLong(),
                agent.ask("status").path("mode").asText(""));
    }

    /**
     * Makes sure that the drill can be carried out on the bot.
     *
     * @throws Trouble when it cannot, with all reasons; nothing was injected
     */
    public static Rehearsal of(ControlClient agent, Drill drill, Audience audience) {
        return new Rehearsal(agent, drill, audience);
    }

    /**
     * Carries a scenario out. Whatever goes wrong with it is told in what comes back.
     *
     * @param number of the scenario in its drill, from 1
     * @param of how many scenarios the drill has
     */
    public ScenarioRun run(Scenario scenario, int number, int of) {
        RunRecord record = new RunRecord(drill.name(), number, of, scenario, Instant.now())
                .on(about.bot, about.pid, about.mode, loop);
        try {
            calm(scenario);
            observer.forget();
            Observed seen = recover(scenario, record, strike(scenario, record));
            Judge judge = new Judge(seen, record.recoveryMillis());
            return record.ended(seen, judge.verdicts(scenario.expectations()));
        } catch (Trouble trouble) {
            return record.brokenOff(stopped(record, trouble));
        }
    }

    /** Of a scenario that is broken off nothing may reach into the next one. */
    private Trouble stopped(RunRecord record, Trouble why) {
        try {
            for (JsonNode now : told(record)) {
                if (now.path("why_ended").isNull()) {
                    agent.ask(
                            "chaos.stop",
                            ControlClient.arguments().put("id", now.path("id").asText("")));
                }
            }
            return why;
        } catch (Trouble gone) {
            return gone.exit() != Exit.UNREACHABLE
                    ? why
                    : Trouble.unreachable(
                            BOT_GONE,
                            "the bot did not outlive it (" + gone.getMessage() + ")",
                            "read its log, and the incidents in its state directory");
        }
    }

    /** Leaves the bot as it was: before the drill no circuit was open. A bot that is gone is left alone. */
    public void end() {
        try {
            closeCircuits();
        } catch (Trouble gone) {
            if (gone.exit() != Exit.UNREACHABLE) {
                throw gone;
            }
        }
    }

    private void closeCircuits() {
        for (String joinPoint : observer.scrape().values("resilience_circuit_open", "join_point")) {
            agent.ask(
                    "breaker",
                    ControlClient.arguments().put("join_point", joinPoint).put("action", "reset"));
        }
    }

    /** Each scenario begins alike: the circuits that the one before has opened are closed, and the bot trades. */
    private void calm(Scenario scenario) {
        closeCircuits();
        long deadline = System.nanoTime() + drill.settle().toNanos();
        while (!isCalm()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw Trouble.refused(
                        "NOT_CALM",
                        "the bot was not calm within " + drill.settle().toSeconds() + " s: it is " + observer.state(),
                        "look at what the scenario before has left, or give it more time: settle");
            }
            audience.at(scenario, "waits for the bot to be calm", Duration.ofNanos(left));
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private boolean isCalm() {
        return isCalm(observer.state(), observer.scrape());
    }

    private static boolean isCalm(String state, Scrape metrics) {
        return state.equals("RUNNING") && metrics.sum(STALLED) == 0;
    }

    /** The baseline and the fault, until its effect is gone. */
    private Course strike(Scenario scenario, RunRecord record) {
        Scrape first = observer.scrape();
        long began = observer.look();
        await(scenario, "baseline", scenario.baseline());
        Scrape before = observer.scrape();
        long struck = observer.look();
        for (FaultRequest fault : scenario.faults()) {
            record.injected(fault, agent.ask("chaos.inject", fault.arguments(scenario.lasts())));
        }
        boolean onTime = awaitEnd(scenario, record);
        long planned = struck + TimeUnit.MILLISECONDS.toMicros(scenario.lasts().toMillis());
        long over = onTime ? Math.min(observer.look(), planned) : observer.look();
        awaitGone(scenario, record);
        return new Course(began, struck, over, first, before);
    }

    private long deadline() {
        return drill.deadline()
                .map(time -> TimeUnit.NANOSECONDS.toMicros(time.toNanos()))
                .orElse(observer.every(loop));
    }

    private long resolution() {
        return TimeUnit.NANOSECONDS.toMicros(drill.resolution().toNanos());
    }

    private void await(Scenario scenario, String doing, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            audience.at(scenario, doing, Duration.ofNanos(left));
            LockSupport.parkNanos(Math.min(left, LOOK_NANOS));
            observer.look();
        }
    }

    /** Until the last of its faults is over; whether each has lasted as long as it was to. */
    private boolean awaitEnd(Scenario scenario, RunRecord record) {
        while (true) {
            boolean running = false;
            boolean onTime = true;
            Duration left = Duration.ZERO;
            for (JsonNode now : told(record)) {
                running |= now.path("why_ended").isNull();
                onTime &= now.path("why_ended").asText("").equals("deadline");
                left = Duration.ofMillis(
                        Math.max(left.toMillis(), now.path("remaining_ms").asLong()));
            }
            if (!running) {
                return onTime;
            }
            audience.at(scenario, "struck " + Moments.count(record.fired(), "time"), left);
            LockSupport.parkNanos(Math.min(LOOK_NANOS, left.toNanos() + 1));
            observer.look();
        }
    }

    private void awaitGone(Scenario scenario, RunRecord record) {
        long deadline = System.nanoTime() + AFTERMATH.toNanos();
        while (!told(record).stream().allMatch(now -> now.path("verified_gone").asBoolean())) {
            if (System.nanoTime() - deadline > 0) {
                throw Trouble.refused(
                        "EFFECT_LASTS",
                        "the effect of " + String.join(", ", record.experiments()) + " is not gone",
                        "look at the bot; a restart takes it away");
            }
            audience.at(scenario, "waits for the effect to be gone", AFTERMATH);
            LockSupport.parkNanos(LOOK_NANOS);
            observer.look();
        }
    }

    /** What the agent says of the scenario's experiments now. */
    private List<JsonNode> told(RunRecord record) {
        List<JsonNode> told = new ArrayList<>();
        JsonNode list = agent.ask("chaos.list").path("experiments");
        for (String id : record.experiments()) {
            told.add(find(list, id));
        }
        told.forEach(record::told);
        return told;
    }

    private static JsonNode find(JsonNode list, String id) {
        for (JsonNode one : list) {
            if (one.path("id").asText("").equals(id)) {
                return one;
            }
        }
        throw Trouble.refused("UNKNOWN_EXPERIMENT", "the agent knows " + id + " no more", "resilience chaos list BOT");
    }

    /** Until ticks and state are as before, or the time for it has passed. */
    private Observed recover(Scenario scenario, RunRecord record, Course course) {
        long deadline = System.nanoTime() + scenario.recovery().toNanos();
        while (true) {
            Observed seen = seen(course, record.fired());
            boolean recovered = seen.recoveryTicks().isPresent()
                    && observer.underWay(loop) <= seen.usual()
                    && isCalm(seen.state(), seen.after());
            long left = deadline - System.nanoTime();
            if (recovered) {
                record.recovered((seen.end() - course.over()) / 1000.0);
            }
            if (recovered || left <= 0) {
                return seen;
            }
            audience.at(scenario, "recovers", Duration.ofNanos(left));
            LockSupport.parkNanos(Math.min(left, LOOK_NANOS));
        }
    }

    private Observed seen(Course course, long fired) {
        long now = observer.look();
        Map<String, Ticks> places = new LinkedHashMap<>();
        observer.names().forEach(name -> places.put(name, observer.ticks(name)));
        return new Observed(
                loop, deadline(), resolution(), course, now, places, observer.scrape(), fired, observer.state());
    }
}
