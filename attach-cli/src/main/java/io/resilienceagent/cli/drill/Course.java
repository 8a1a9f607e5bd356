package io.resilienceagent.cli.drill;

/**
 * A scenario until its fault was over: moments in microseconds by the agent's clock, and what the metrics were then. Immutable.
 *
 * @param began when the scenario began
 * @param struck when the fault began
 * @param over when it ended
 * @param first all metrics when the scenario began
 * @param before all metrics when the fault began
 */
record Course(long began, long struck, long over, Scrape first, Scrape before) {}
