/** Recordings that the agent wrote: waiting for them, and fetching them. */
package io.resilienceagent.cli.record;
