package io.resilienceagent.agent;

import io.resilienceagent.policy.PackSource;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.PolicyProblem;
import io.resilienceagent.policy.PolicyReader;
import io.resilienceagent.policy.Reading;
import io.resilienceagent.weave.PolicyCheck;
import io.resilienceagent.weave.SelfTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Policies that may be put in force: read without a problem, and held against the host's class files. */
final class Policies {
    private Policies() {}

    /** Reads a policy and all that it includes. */
    static Reading read(Path file, PackSource packs) throws Unusable {
        Reading reading = PolicyReader.read(file, packs);
        if (reading.policy().isEmpty()) {
            throw unusable(file, reading.problems());
        }
        return reading;
    }

    /**
     * Holds a policy against the host's class path. Where it finds a class that is to be woven, the weaving is tried on
     * a class of our own first: the agent says that it guards only when it does.
     */
    static void check(Path file, Policy policy, SelfTest selfTest) throws Unusable {
        PolicyCheck check =
                new PolicyCheck(ClassLoader.getSystemClassLoader(), System.getProperty("java.class.path", ""));
        List<PolicyProblem> problems = check.check(policy);
        if (!problems.isEmpty()) {
            throw unusable(file, problems);
        }
        Optional<String> failed = check.found() ? selfTest.run() : Optional.empty();
        if (failed.isPresent()) {
            throw new Unusable("the agent's self-test failed in this JVM", failed.get());
        }
    }

    private static Unusable unusable(Path file, List<PolicyProblem> problems) {
        return new Unusable(
                "the policy " + file + " cannot be used",
                problems.stream().map(PolicyProblem::toString).toList());
    }
}
