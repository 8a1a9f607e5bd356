package io.resilienceagent.agent;

import io.resilienceagent.incident.EventLog;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.PolicyWatcher;
import io.resilienceagent.policy.Reading;
import io.resilienceagent.weave.SelfTest;
import io.resilienceagent.weave.Weaver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Keeps house, on one thread of the agent's own: sees that the policy file changed, that {@code STOP.TXT} came or
 * went, that a rule matched nothing, and writes down how things are.
 */
final class House {
    /** How soon a changed policy or a stop file is seen; both promise less than 100 ms. Each wake costs as much as what is done. */
    private static final long LOOK_MILLIS = 80;

    private static final long SLOW_MILLIS = 1_000;
    private static final long STATUS_MILLIS = 5_000;
    /** A bot that starts is watched. Later the file is for people: to write it costs more than all else that an idle agent does. */
    private static final long YOUNG_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final int SELDOM = 3;

    private final Options options;
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
    private PolicyWatcher watcher;
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
            Weaver weaver) {
        this.options = options;
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
        thread.every(LOOK_MILLIS, this::look);
        thread.every(LOOK_MILLIS, supervision::look);
        thread.every(LOOK_MILLIS, hostBoolean::look);
        thread.every(SLOW_MILLIS, supervision::lookSlowly);
        thread.every(SLOW_MILLIS, services.timer()::revive);
        thread.every(STATUS_MILLIS, this::keepStatus);
        thread.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "resilience-shutdown"));
    }

    private void look() {
        lookForStopFile();
        services.snapshot().refresh();
        if (watcher.changed()) {
            reload();
        }
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

    private void reload() {
        Path file = options.policy();
        supervision.reloading();
        try {
            Reading reading = Policies.read(file, packs);
            watcher = new PolicyWatcher(reading);
            Policy next = reading.policy().orElseThrow();
            Policies.check(file, next, new SelfTest(weaver));
            enforcement.put(next);
            policy = next;
            graceSince = services.ticker().nanos();
            graceOver = false;
            reloadProblems = List.of();
            log.notice("POLICY_RELOADED", summary());
        } catch (Unusable unusable) {
            reject(unusable);
        } catch (RuntimeException | LinkageError broken) {
            log.failure("RELOAD_ERROR", file.toString(), broken);
            reject(new Unusable("the agent could not put " + file + " in force", broken.toString()));
        }
        supervision.reloaded();
        writeStatus();
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
        boolean young = services.ticker().nanos() - openedAt < YOUNG_NANOS;
        sinceStatus++;
        if (young || sinceStatus >= SELDOM) {
            sinceStatus = 0;
            writeStatus();
        }
    }

    private void writeStatus() {
        try {
            status.write(new Status(
                    policy, services, supervision, weaver.report(), log.failures(), reloadProblems, graceOver));
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

    private void close() {
        supervision.end();
        writeStatus();
        log.ending();
        // Nothing else ends here: the host's last orders, sent while it shuts down, are guarded like all others.
    }
}
