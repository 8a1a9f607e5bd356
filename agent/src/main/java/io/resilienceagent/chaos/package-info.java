/**
 * What is broken on purpose: experiments, when and how often they strike, and that they end. The faults themselves are in
 * {@code chaos.stall}, which hang the loop's own thread, and in {@code chaos.fault}.
 */
package io.resilienceagent.chaos;
