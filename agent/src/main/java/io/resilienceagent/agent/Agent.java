package io.resilienceagent.agent;

import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.Reading;
import io.resilienceagent.weave.Bridge;
import io.resilienceagent.weave.SelfTest;
import io.resilienceagent.weave.Weaver;
import java.io.File;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/**
 * The composition root: puts the parts together, in small steps, and puts the policy in force. Nobody imports it.
 *
 * <p>Everything here runs before the host's {@code main}, so it counts as the host's start-up time: what can wait
 * until the first guarded call, or for the agent's own thread, waits. What begins here is told how it ends at once: a start
 * that fails halfway leaves nothing behind.
 */
public final class Agent {
    private static final int CONFIG_ERROR = 77;
    private static final long LOG_PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

    private Agent() {}

    /**
     * Starts the agent before the host; a problem ends the JVM with exit code 77 unless {@code on_error=ignore}.
     *
     * @param atWork where the agent puts itself, for those who attach later
     * @param jar where it is loaded from
     */
    public static void premain(
            String arguments,
            Instrumentation instrumentation,
            AtomicReference<BiFunction<String, String, String>> atWork,
            File jar) {
        PrintStream err = System.err;
        boolean exit = true;
        try {
            Options options = options(arguments, System.getenv("RESILIENCE_POLICY"));
            exit = options.exitOnError();
            if (options.ask().isPresent()) {
                throw new Unusable(
                        "the agent's arguments cannot be used",
                        "ask= is for an attach: nobody waits for an answer here");
            }
            start(options, instrumentation, new Origin(jar, Origin.PREMAIN, Instant.now()), atWork, err);
        } catch (Unusable unusable) {
            report(unusable, exit, err);
        } catch (Throwable broken) {
            broken.printStackTrace(err);
            report(new Unusable("the agent could not start", broken.toString()), exit, err);
        }
    }

    /**
     * Starts the agent in a running host, where none is at work.
     *
     * @return what it did, as a JSON object
     * @throws IllegalStateException with lines for a person: then the host is as it was
     */
    public static String agentmain(
            String arguments,
            Instrumentation instrumentation,
            AtomicReference<BiFunction<String, String, String>> atWork,
            File jar)
            throws Exception {
        try {
            if (arguments.strip().equals(Living.DETACH)) {
                throw new Unusable("nothing to detach", "there is no agent at work in this JVM");
            }
            Options options = options(arguments, System.getenv("RESILIENCE_POLICY"));
            Origin origin = new Origin(jar, Origin.ATTACH, Instant.now());
            return Errand.run("start", () -> {
                FirstRequest first = FirstRequest.in(options.ask());
                Living living = start(options, instrumentation, origin, atWork, System.err);
                return living.welcome(first);
            });
        } catch (Unusable unusable) {
            throw unusable.told();
        }
    }

    /** @param defaultPolicy the policy where the arguments name none; null for the usual place */
    static Options options(String arguments, String defaultPolicy) throws Unusable {
        try {
            return Options.parse(arguments, defaultPolicy);
        } catch (IllegalArgumentException malformed) {
            throw new Unusable("the agent's arguments cannot be used", malformed.getMessage());
        }
    }

    private static Living start(
            Options options,
            Instrumentation instrumentation,
            Origin origin,
            AtomicReference<BiFunction<String, String, String>> atWork,
            PrintStream err)
            throws Exception {
        Undoing undoing = new Undoing();
        try {
            return start(options, instrumentation, origin, atWork, err, undoing);
        } catch (Throwable failed) {
            undoing.run(told -> {});
            throw failed;
        }
    }

    private static Living start(
            Options options,
            Instrumentation instrumentation,
            Origin origin,
            AtomicReference<BiFunction<String, String, String>> atWork,
            PrintStream err,
            Undoing undoing)
            throws Exception {
        Packs packs = new Packs();
        boolean comesLate = origin.attached().equals(Origin.ATTACH);
        Reading reading = Policies.read(options.policy(), packs);
        Policy policy = reading.policy().orElseThrow();
        boolean testWeaving = Policies.check(options.policy(), policy);
        EventLog log = EventLog.patient(err, Ticker.system());
        undoing.add("the log", log::close);
        StateDirectory state = StateDirectory.take(
                StateDirectory.locate(options.state(), policy.state(), System.getenv("STATE_DIRECTORY")));
        undoing.add("the state directory", state::close);
        Weaver weaver = new Weaver(instrumentation, Bridge.install(instrumentation), log);
        if (testWeaving) {
            Policies.test(new SelfTest(weaver));
        }
        undoing.addTelling("classes that were just being defined", weaver::restore);
        Services services = Services.open(policy, state, log);
        undoing.addTelling("the orders", services::close);
        Supervision supervision = new Supervision(policy, services, weaver, instrumentation, comesLate);
        weaver.report().whenMatched(supervision::matched);
        undoing.add("the supervision", supervision::close);
        HostBoolean hostBoolean = new HostBoolean(services, weaver);
        undoing.add("the host's flag", hostBoolean::close);
        Chaos chaos = new Chaos(services, supervision, weaver);
        Enforcement enforcement = new Enforcement(services, supervision, hostBoolean, chaos, weaver);
        undoing.addTelling("the woven classes", weaver::restore);
        enforcement.put(policy);
        weaver.start();
        House house =
                new House(options, packs, reading, services, supervision, hostBoolean, enforcement, weaver, origin);
        Detachment detachment = new Detachment(weaver, undoing, log);
        Control control = new Control(house, services, supervision, chaos.engine(), detachment);
        undoing.add("the house", house::leave);
        undoing.add("the chaos", () -> chaos.engine().close());
        house.open();
        supervision.begin();
        undoing.add("the control", control::close);
        control.open();
        Living living = new Living(house, origin, control, detachment);
        detachment.whenOver(() -> atWork.compareAndSet(living, null));
        atWork.set(living);
        log.notice("RESILIENCE_READY", house.summary());
        // So that it stands before the host's first line, and is there however soon the host ends.
        log.settle(LOG_PATIENCE);
        return living;
    }

    private static void report(Unusable unusable, boolean exit, PrintStream err) {
        List<String> problems = unusable.problems();
        err.println("resilience: " + unusable.getMessage()
                + (problems.size() > 1 ? ", " + problems.size() + " problems" : "")
                + (exit ? "; the bot was NOT started (exit code 77)" : "; the bot runs UNGUARDED (on_error=ignore)"));
        problems.forEach(problem -> err.println("  " + problem));
        if (exit) {
            System.exit(CONFIG_ERROR);
        }
    }
}
