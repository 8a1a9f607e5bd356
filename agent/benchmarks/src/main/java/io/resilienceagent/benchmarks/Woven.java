package io.resilienceagent.benchmarks;

/** JVM options that put the agent with one of the module's policies into a benchmark's JVM. */
final class Woven {
    private static final String AGENT = "-javaagent:agent/target/resilience.jar=policy=agent/benchmarks/policies/";

    static final String DORMANT = AGENT + "dormant.yaml";
    static final String ONE_GUARD = AGENT + "one-guard.yaml";
    static final String BREAKER = AGENT + "breaker.yaml";
    static final String BREAKER_PER_SYMBOL = AGENT + "breaker-per-symbol.yaml";
    static final String FOUR_GUARDS = AGENT + "four-guards.yaml";
    static final String LOOP = AGENT + "loop.yaml";
    static final String GUARDED_LOOP = AGENT + "guarded-loop.yaml";
    static final String JOURNAL = AGENT + "journal.yaml";
    static final String ORDERS = AGENT + "orders.yaml";

    private Woven() {}
}
