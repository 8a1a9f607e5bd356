package io.resilienceagent.agent;

import io.resilienceagent.policy.PackSource;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.PolicyProblem;
import io.resilienceagent.policy.PolicyReader;
import io.resilienceagent.policy.Reading;
import io.resilienceagent.policy.StateMachineRule;
import io.resilienceagent.policy.Where;
import io.resilienceagent.weave.PolicyCheck;
import io.resilienceagent.weave.SelfTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Policies that may be put in force: read without a problem, and held against the host's class files. */
final class Policies {
    private static final Where NOWHERE = new Where("the agent's defaults", 0, 0, "state_machine");

    private Policies() {}

    /** The numbers of a policy's state machine; those of an empty section where it has none. */
    static StateMachineRule stateMachine(Policy policy) {
        return policy.stateMachine().orElseGet(() -> StateMachineRule.defaults(NOWHERE));
    }

    /** Reads a policy and all that it includes. */
    static Reading read(Path file, PackSource packs) throws Unusable {
        Reading reading = PolicyReader.read(file, packs);
        if (reading.policy().isEmpty()) {
            throw unusable(file, reading.problems());
        }
        return reading;
    }

    /**
     * Holds a policy against the host's class path.
     *
     * @return whether it finds a class that is to be woven: then the weaving is to be {@link #test tested} first
     */
    static boolean check(Path file, Policy policy) throws Unusable {
        PolicyCheck check =
                new PolicyCheck(ClassLoader.getSystemClassLoader(), System.getProperty("java.class.path", ""));
        List<PolicyProblem> problems = check.check(policy);
        if (!problems.isEmpty()) {
            throw unusable(file, problems);
        }
        return check.found();
    }

    /** Tries the weaving on a class of our own: the agent says that it guards only when it does. */
    static void test(SelfTest selfTest) throws Unusable {
        Optional<String> failed = selfTest.run();
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
