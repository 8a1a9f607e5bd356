/** The agent's jar: where it is, what it can be asked without a bot, and how it comes into one that runs. */
package io.resilienceagent.cli.attach;
