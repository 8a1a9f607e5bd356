/** A connection to the agent in a bot: where its socket is, and what is said on it. */
package io.resilienceagent.cli.client;
