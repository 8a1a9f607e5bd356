/** How the agent is asked and told: commands, the Unix socket, HTTP, who may, and the record of what was changed. */
package io.resilienceagent.control;
