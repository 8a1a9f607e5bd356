package io.resilienceagent.agent;

import io.resilienceagent.control.Reply;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.PolicyWatcher;
import io.resilienceagent.policy.Reading;
import io.resilienceagent.weave.SelfTest;
import io.resilienceagent.weave.Weaver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

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
    /** A reload may weave hundreds of classes anew. */
    private static final long RELOAD_SECONDS = 60;

    private final Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    /** What others want done on this thread. */
    private final Queue<Runnable> errands = new ConcurrentLinkedQueue<>();
    /** What other parts have to say in the status. */
    private final Map<String, Reply> parts = new LinkedHashMap<>();

    private Consumer<Policy> follower = policy -> {};
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
    private volatile Path policyFile;
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
        this.policyFile = options.policy().toAbsolutePath();
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

    /** Before {@link #open}: has the status hold what another part says, as an object of this name. */
    void show(String name, Reply part) {
        parts.put(name, part);
    }

    /** Before {@link #open}: has somebody told of each policy that is in force from now on, the one at the start as well. */
    void follow(Consumer<Policy> follower) {
        this.follower = follower;
    }

    private void look() {
        lookForStopFile();
        services.snapshot().refresh();
        for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
            errand.run();
        }
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
        try {
            putInForce(policyFile);
        } catch (Unusable told) {
            // The policy in force stays.
        }
        writeStatus();
    }

    /**
     * Puts a policy in force, on the house's thread, and waits for that. From any other thread of the agent.
     *
     * @param file another file than the one in force, which is watched from then on; empty: that one again
     * @throws Unusable with all that is wrong with it; the policy in force stays, and so does its file
     */
    Policy reloadNow(Optional<Path> file) throws Unusable {
        CompletableFuture<Policy> put = new CompletableFuture<>();
        errands.add(() -> {
            try {
                put.complete(putInForce(file.orElse(policyFile)));
            } catch (Throwable problem) {
                put.completeExceptionally(problem);
            }
            writeStatus();
        });
        try {
            return put.get(RELOAD_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Unusable unusable) {
                throw unusable;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (TimeoutException tooLong) {
            throw new Unusable("the reload takes longer than " + RELOAD_SECONDS + "s", "it goes on; see the log");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unusable("the reload is not waited for", "the agent ends");
        }
    }

    private Policy putInForce(Path file) throws Unusable {
        supervision.reloading();
        try {
            Reading reading = Policies.read(file, packs);
            if (file.equals(policyFile)) {
                // A version that is refused below is not looked at again until it is changed.
                watcher = new PolicyWatcher(reading);
            }
            Policy next = reading.policy().orElseThrow();
            Policies.check(file, next, new SelfTest(weaver));
            enforcement.put(next);
            watcher = new PolicyWatcher(reading);
            policy = next;
            policyFile = file;
            graceSince = services.ticker().nanos();
            graceOver = false;
            reloadProblems = List.of();
            log.notice("POLICY_RELOADED", summary());
            follower.accept(next);
            return next;
        } catch (Unusable unusable) {
            throw rejected(file, unusable);
        } catch (RuntimeException | LinkageError broken) {
            log.failure("RELOAD_ERROR", file.toString(), broken);
            throw rejected(file, new Unusable("the agent could not put " + file + " in force", broken.toString()));
        } finally {
            supervision.reloaded();
        }
    }

    private Unusable rejected(Path file, Unusable unusable) {
        if (file.equals(policyFile)) {
            reloadProblems = unusable.problems();
        }
        log.critical(
                "POLICY_REJECTED",
                "the policy in force stays; " + unusable.getMessage() + ": " + String.join(" | ", unusable.problems()));
        return unusable;
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

    /** How things are now. From any thread. */
    Status status() {
        return new Status(
                policy, services, supervision, weaver.report(), log.failures(), reloadProblems, graceOver, parts);
    }

    /** The policy in force. */
    Policy policy() {
        return policy;
    }

    /** Its file. */
    Path policyFile() {
        return policyFile;
    }

    /** When the agent started, for people. */
    Instant started() {
        return started;
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

    private void close() {
        supervision.end();
        writeStatus();
        log.ending();
        // Nothing else ends here: the host's last orders, sent while it shuts down, are guarded like all others.
    }
}
