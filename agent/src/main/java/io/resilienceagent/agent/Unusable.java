package io.resilienceagent.agent;

import java.util.List;

/** The agent cannot start, or a new policy cannot be used; each problem is one line for a person. */
final class Unusable extends Exception {
    private final transient List<String> problems;

    Unusable(String what, List<String> problems) {
        super(what);
        this.problems = problems;
    }

    Unusable(String what, String problem) {
        this(what, List.of(problem));
    }

    List<String> problems() {
        return problems;
    }

    /** As whoever attached is to read it, without a type of the agent's: what, and then each problem on a line. */
    IllegalStateException told() {
        return new IllegalStateException("resilience: " + getMessage() + "\n  " + String.join("\n  ", problems));
    }
}
