package io.resilienceagent.agent;

import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.Reading;
import io.resilienceagent.weave.Bridge;
import io.resilienceagent.weave.SelfTest;
import io.resilienceagent.weave.Weaver;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The composition root: puts the parts together, in small steps, and puts the policy in force. Nobody imports it.
 *
 * <p>Everything here runs before the host's {@code main}, so it counts as the host's start-up time: what can wait
 * until the first guarded call, or for the agent's own thread, waits.
 */
public final class Agent {
    private static final int CONFIG_ERROR = 77;
    private static final long LOG_PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

    private Agent() {}

    /** Starts the agent before the host; a problem ends the JVM with exit code 77 unless {@code on_error=ignore}. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        PrintStream err = System.err;
        boolean exit = true;
        try {
            Options options = options(arguments);
            exit = options.exitOnError();
            start(options, instrumentation, err);
        } catch (Unusable unusable) {
            report(unusable, exit, err);
        } catch (Throwable broken) {
            broken.printStackTrace(err);
            report(new Unusable("the agent could not start", broken.toString()), exit, err);
        }
    }

    /** Starts the agent in a running host: a problem is thrown to whoever attached. */
    public static void agentmain(String arguments, Instrumentation instrumentation) throws Exception {
        start(options(arguments), instrumentation, System.err);
    }

    private static Options options(String arguments) throws Unusable {
        try {
            return Options.parse(arguments, System.getenv("RESILIENCE_POLICY"));
        } catch (IllegalArgumentException malformed) {
            throw new Unusable("the agent's arguments cannot be used", malformed.getMessage());
        }
    }

    private static void start(Options options, Instrumentation instrumentation, PrintStream err) throws Exception {
        EventLog log = EventLog.patient(err, Ticker.system());
        Packs packs = new Packs();
        Reading reading = Policies.read(options.policy(), packs);
        Policy policy = reading.policy().orElseThrow();
        StateDirectory state = StateDirectory.take(
                StateDirectory.locate(options.state(), policy.state(), System.getenv("STATE_DIRECTORY")));
        Weaver weaver = new Weaver(instrumentation, Bridge.install(instrumentation), log);
        Policies.check(options.policy(), policy, new SelfTest(weaver));
        Services services = Services.open(policy, state, log);
        Supervision supervision = new Supervision(policy, services, weaver.opener(), instrumentation);
        HostBoolean hostBoolean = new HostBoolean(services, weaver);
        Enforcement enforcement = new Enforcement(services, supervision, hostBoolean, weaver);
        enforcement.put(policy);
        weaver.start();
        House house = new House(options, packs, reading, services, supervision, hostBoolean, enforcement, weaver);
        Control control = new Control(house, services, supervision);
        house.open();
        supervision.begin();
        control.open();
        log.notice("RESILIENCE_READY", house.summary());
        // So that it stands before the host's first line, and is there however soon the host ends.
        log.settle(LOG_PATIENCE);
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
