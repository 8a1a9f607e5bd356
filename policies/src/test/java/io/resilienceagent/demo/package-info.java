/** The README's first command: the sample bot without the agent and with it, and what the exchange saw of each. */
package io.resilienceagent.demo;
