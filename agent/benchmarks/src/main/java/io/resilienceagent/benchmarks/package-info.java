/**
 * What the agent costs. The JVMs that are measured are started with the agent's jar, as users start theirs, from the project's
 * own directory; each peer does the same work in the same run. {@code docs/performance.md} says how to run and read them.
 */
package io.resilienceagent.benchmarks;
