/** Stalls: the host's own loop thread hangs for real, until the experiment is over, and then goes on where it was. */
package io.resilienceagent.chaos.stall;
