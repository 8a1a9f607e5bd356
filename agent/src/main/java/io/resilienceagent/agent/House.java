package io.resilienceagent.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.control.Reply;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.PolicyWatcher;
import io.resilienceagent.policy.Reading;
import io.resilienceagent.weave.SelfTest;
import io.resilienceagent.weave.Weaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps house, on one thread of the agent's own: sees that the policy file changed, that {@code STOP.TXT} came or
 * went, that a rule matched nothing, and writes down how things are.
 */
final class House {
    /** How soon a changed policy or a stop file is seen while the bot is young, or not as it should be. */
    private static final long LOOK_MILLIS = 80;
    /** And later: each wake costs an idle machine more than what is done, and whoever is in a hurry has the command line. */
    private static final long CALM_MILLIS = 1_000;

    private static final long SLOW_MILLIS = 1_000;
    private static final long STATUS_MILLIS = 5_000;
    /** A bot that starts is watched. Later the status file is for people: to write it costs more than all else that an idle agent does. */
    private static final long YOUNG_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final int SELDOM = 12;

    /** What other parts have to say in the status. */
    private final Map<String, Reply> parts = new LinkedHashMap<>();

    private Consumer<Policy> follower = policy -> {};
    /** What is to be done first when the host ends. */
    private final List<Runnable> endings = new ArrayList<>();

    private final Packs packs;
    private final Services services;
    private final Supervision supervision;
    private final HostBoolean hostBoolean;
    private final Enforcement enforcement;
    private final Weaver weaver;
    private final EventLog log;
    private final StatusFile status;
    /** Since when the policy in force may wait for its classes. */
    private long graceSince;

    private final long openedAt;
    private int sinceStatus;

    private final Path stopFile;
    private boolean stopped;
    private volatile Policy policy;
    private volatile Path file;
    private PolicyWatcher watcher;
    private final Origin origin;
    private final Thread hook = new Thread(null, this::end, "resilience-shutdown", 0, false);
    private volatile Instant detached;
    private volatile List<String> reloadProblems = List.of();
    private volatile boolean graceOver;

    House(
            Options options,
            Packs packs,
            Reading reading,
            Services services,
            Supervision supervision,
            HostBoolean hostBoolean,
            Enforcement enforcement,
            Weaver weaver,
            Origin origin) {
        this.file = options.policy().toAbsolutePath();
        this.origin = origin;
        this.packs = packs;
        this.services = services;
        this.supervision = supervision;
        this.hostBoolean = hostBoolean;
        this.enforcement = enforcement;
        this.weaver = weaver;
        this.log = services.log();
        this.policy = reading.policy().orElseThrow();
        this.watcher = new PolicyWatcher(reading);
        this.stopFile = services.sharedData().resolve("STOP.TXT");
        this.status = new StatusFile(services.state().path().resolve("status.json"));
        this.graceSince = services.ticker().nanos();
        this.openedAt = graceSince;
    }

    /** Begins; the first look is taken at once, so that a stop file counts from the first instruction. */
    void open() {
        lookForStopFile();
        services.snapshot().refresh();
        Rounds thread = services.house();
        services.machine().listen(transition -> thread.hurry());
        thread.every(this::pace, this::look);
        thread.every(this::pace, supervision::look);
        thread.every(this::pace, hostBoolean::look);
        thread.every(SLOW_MILLIS, supervision::lookSlowly);
        thread.every(SLOW_MILLIS, services.timer()::revive);
        thread.every(STATUS_MILLIS, this::keepStatus);
        thread.start();
        // A host's loader must not be kept alive by a thread that happened to start us.
        hook.setContextClassLoader(null);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Before {@link #open}: has the status hold what another part says, as an object of this name. */
    void show(String name, Reply part) {
        parts.put(name, part);
    }

    /** Before {@link #open}: has somebody told of each policy that is put in force from now on. */
    void follow(Consumer<Policy> told) {
        follower = told;
    }

    /** Before {@link #open}: has something done first when the host ends, in the order in which it was asked for. */
    void atEnd(Runnable end) {
        endings.add(end);
    }

    private long pace() {
        boolean lively = isYoung()
                || stopped
                || supervision.isLively()
                || hostBoolean.isBound()
                || services.snapshot().isKept();
        return lively ? LOOK_MILLIS : CALM_MILLIS;
    }

    private boolean isYoung() {
        return services.ticker().nanos() - openedAt < YOUNG_NANOS;
    }

    private void look() {
        lookForStopFile();
        services.snapshot().refresh();
        reloadIfChanged();
        if (!graceOver
                && services.ticker().nanos() - graceSince > policy.grace().toNanos()) {
            graceOver = true;
            tellWhatMatchedNothing();
            writeStatus();
        }
    }

    private void lookForStopFile() {
        // Asked a dozen times a second and mostly not there: Files.exists would make an exception for that.
        if (stopFile.toFile().exists()) {
            stopped = true;
            services.safeMode().stopFile(true);
        } else if (stopped && Files.notExists(stopFile)) {
            stopped = false;
            services.safeMode().stopFile(false);
        }
        // Else nobody can tell, since the disk or a right is gone: what was known last stays.
    }

    private synchronized void reloadIfChanged() {
        if (watcher.changed()) {
            try {
                reload(file);
            } catch (Unusable told) {
                // In the log and in the status: nobody else is there who asked.
            }
        }
    }

    /**
     * Puts a policy in force: the file of the last one, read again, or another, which is the one that is watched from now on.
     *
     * @throws Unusable when it cannot be: the policy in force stays
     */
    synchronized void reload(Path next) throws Unusable {
        supervision.reloading();
        try {
            put(next);
        } catch (Unusable unusable) {
            reject(unusable);
            throw unusable;
        } catch (RuntimeException | LinkageError broken) {
            log.failure("RELOAD_ERROR", next.toString(), broken);
            Unusable unusable = new Unusable("the agent could not put " + next + " in force", broken.toString());
            reject(unusable);
            throw unusable;
        } finally {
            supervision.reloaded();
            writeStatus();
        }
    }

    private void put(Path next) throws Unusable {
        Reading reading = Policies.read(next, packs);
        if (next.equals(file)) {
            // Also where it is refused below: the same text need not be refused a dozen times a second.
            watcher = new PolicyWatcher(reading);
        }
        Policy read = reading.policy().orElseThrow();
        if (Policies.check(next, read)) {
            Policies.test(new SelfTest(weaver));
        }
        enforcement.put(read);
        policy = read;
        file = next;
        watcher = new PolicyWatcher(reading);
        graceSince = services.ticker().nanos();
        graceOver = false;
        reloadProblems = List.of();
        log.notice("POLICY_RELOADED", summary());
        follower.accept(read);
    }

    private void reject(Unusable unusable) {
        reloadProblems = unusable.problems();
        log.critical(
                "POLICY_REJECTED",
                "the policy in force stays; " + unusable.getMessage() + ": " + String.join(" | ", reloadProblems));
    }

    private void tellWhatMatchedNothing() {
        Map<String, List<String>> matched = weaver.report().methods();
        policy.joinPoints().forEach((name, rule) -> {
            if (!matched.containsKey(name) && !rule.late()) {
                log.critical(
                        "RULE_WITHOUT_EFFECT",
                        "join_point=" + name + " at=\"" + rule.where() + "\" no loaded class matched "
                                + rule.on().stream().map(Object::toString).toList()
                                + " within "
                                + TimeUnit.NANOSECONDS.toSeconds(policy.grace().toNanos()) + "s;"
                                + " this rule guards nothing");
            }
        });
        hostBoolean.withoutEffect().ifPresent(why -> log.critical("RULE_WITHOUT_EFFECT", why));
        weaver.report().problems().forEach(problem -> log.critical("NOT_WOVEN", problem));
    }

    private void keepStatus() {
        sinceStatus++;
        if (isYoung() || sinceStatus >= SELDOM) {
            sinceStatus = 0;
            writeStatus();
        }
    }

    /** How things are now. From any thread. */
    Status status() {
        return new Status(
                policy, services, supervision, weaver.report(), log.failures(), reloadProblems, graceOver, parts);
    }

    /** Writes how the agent came, and when it left, as members of an object. */
    void describe(JsonGenerator json) throws IOException {
        origin.writeTo(json);
        json.writeStringField("policy", file.toString());
        if (detached != null) {
            json.writeStringField("detached", detached.toString());
        }
    }

    private void writeStatus() {
        try {
            status.write(status());
        } catch (RuntimeException unwritten) {
            // A full disk, mostly. At the end of the host this must not end in a stack trace either.
            log.failure("STATUS_ERROR", services.state().path().toString(), unwritten);
        }
    }

    /** One line for the log: what is in force. */
    String summary() {
        return "bot=" + policy.bot() + " mode=" + policy.mode().name().toLowerCase(Locale.ROOT) + " join_points="
                + policy.joinPoints().keySet() + " state=" + services.state().path();
    }

    /** The policy in force. */
    Policy policy() {
        return policy;
    }

    /** The file that it was read from. */
    Path file() {
        return file;
    }

    /** How the agent came. */
    Origin origin() {
        return origin;
    }

    /** The agent's directory. */
    Path state() {
        return services.state().path();
    }

    /** How many problems keep the newest version of the policy from being in force. */
    int reloadProblemCount() {
        return reloadProblems.size();
    }

    /** How many methods could not be woven. */
    int notWovenCount() {
        return weaver.report().problems().size();
    }

    /** The methods that each join point has matched so far. */
    Map<String, List<String>> matched() {
        Map<String, List<String>> matched = new LinkedHashMap<>();
        policy.joinPoints()
                .keySet()
                .forEach(name -> matched.put(name, weaver.report().methods(name)));
        return matched;
    }

    /** The agent leaves a bot that goes on: nobody keeps house any more. */
    void leave() {
        services.house().close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The process ends just now: the hook runs, and finds what it needs as long as it needs it.
            log.notice("PROCESS_ENDS", "reason=\"while the agent was being detached\"");
        }
        detached = Instant.now();
        writeStatus();
    }

    private void end() {
        endings.forEach(Runnable::run);
        supervision.end();
        writeStatus();
        log.ending();
        // Nothing else ends here: the host's last orders, sent while it shuts down, are guarded like all others.
    }
}
