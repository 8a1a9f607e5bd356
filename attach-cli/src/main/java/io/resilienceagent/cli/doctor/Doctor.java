package io.resilienceagent.cli.doctor;

import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.client.Bot;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.process.JavaProcess;
import io.resilienceagent.cli.process.Owner;
import io.resilienceagent.cli.process.ProcessFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Examines a process, from the plainest question to the rarest; nothing is signalled, nothing attached. */
public final class Doctor {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Doctor() {}

    /**
     * What hinders an attach, and what does not. Where a question decides all others, they are not asked.
     *
     * @param agentJar finds the agent's jar, or says why not
     */
    public static List<Finding> examine(ProcessFiles process, Supplier<Path> agentJar) {
        if (!process.exists()) {
            return List.of(problem(Bot.noSuchProcess(process.pid())));
        }
        Optional<JavaProcess> jvm = JavaProcess.of(process);
        if (jvm.isEmpty()) {
            return List.of(problem(Bot.notAJvm(process)));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(
                "JVM",
                "it is a JVM"
                        + (jvm.get().main().isEmpty()
                                ? ""
                                : ", running " + jvm.get().main())));
        findings.add(user(process, Owner.self()));
        if (findings.get(1).hinders()) {
            return findings;
        }
        Optional<Finding> present = agent(jvm.get());
        if (present.isPresent()) {
            findings.add(present.get());
        } else {
            beforeAttach(jvm.get(), agentJar, findings);
        }
        return findings;
    }

    /** The same of a JVM that was looked at just now, and in which no agent was found: neither is asked for again. */
    public static List<Finding> examineUnguarded(JavaProcess jvm, Supplier<Path> agentJar) {
        if (!jvm.process().exists()) {
            return List.of(problem(Bot.noSuchProcess(jvm.pid())));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(user(jvm.process(), Owner.self()));
        if (!findings.get(0).hinders()) {
            beforeAttach(jvm, agentJar, findings);
        }
        return findings;
    }

    private static void beforeAttach(JavaProcess jvm, Supplier<Path> agentJar, List<Finding> findings) {
        findings.addAll(JvmChecks.of(jvm));
        findings.addAll(NamespaceChecks.of(jvm.process()));
        findings.add(jar(jvm.process(), agentJar));
    }

    /** Whether something that can be seen at a glance makes an attach impossible. */
    public static boolean attachImpossible(JavaProcess jvm) {
        return user(jvm.process(), Owner.self()).hinders()
                || JvmChecks.of(jvm).stream().anyMatch(Finding::hinders)
                || NamespaceChecks.of(jvm.process()).stream().anyMatch(Finding::hinders);
    }

    /** A file that the bot is to read. */
    public static Finding readable(ProcessFiles process, Path file, String code, String what) {
        Optional<Owner> owner = Owner.of(process);
        Path seen = process.seen(file);
        Optional<Path> obstacle = owner.isPresent() ? owner.get().obstacle(seen) : Optional.empty();
        if (obstacle.isEmpty()) {
            return Finding.ok(code, what + " " + file + " can be read by the bot");
        }
        boolean missing = obstacle.get().equals(seen);
        if (missing && seen.equals(file)) {
            return Finding.problem(code, what + " " + file + " is not there", "name a file that is there");
        }
        return Finding.problem(
                code,
                missing
                        ? "the bot does not see " + what + " " + file
                        : "the bot's user " + owner.get().name() + " may not read " + what + " " + file
                                + ", because of " + obstacle.get(),
                "put it where the bot can read it, such as /opt");
    }

    /** Whether this user may look into the process at all. */
    static Finding user(ProcessFiles process, Owner self) {
        Optional<Owner> owner = Owner.of(process);
        if (owner.isEmpty()) {
            return problem(Bot.noSuchProcess(process.pid()));
        }
        return self.isRoot() || owner.get().user() == self.user()
                ? Finding.ok("USER", "it runs as " + owner.get().name() + ", and you are " + self.name())
                : problem(Bot.otherUser(process, self));
    }

    private static Optional<Finding> agent(JavaProcess jvm) {
        try (ControlClient agent = new Bot(jvm).connect(PATIENCE)) {
            return Optional.of(Finding.ok(
                    "AGENT_PRESENT",
                    "an agent is there already, and answers at " + agent.socket() + ": no attach is needed"));
        } catch (Trouble none) {
            return none.code().equals("NO_AGENT") ? Optional.empty() : Optional.of(problem(none));
        }
    }

    private static Finding jar(ProcessFiles process, Supplier<Path> agentJar) {
        try {
            return readable(process, agentJar.get(), "AGENT_JAR", "the agent's jar");
        } catch (Trouble nowhere) {
            return problem(nowhere);
        }
    }

    private static Finding problem(Trouble trouble) {
        return Finding.problem(trouble.code(), trouble.getMessage(), trouble.next());
    }
}
