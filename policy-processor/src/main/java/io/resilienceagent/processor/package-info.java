/** Writes the model of the policy as plain code while the agent is compiled. */
package io.resilienceagent.processor;
