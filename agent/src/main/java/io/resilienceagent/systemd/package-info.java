/** What systemd is told: that the bot is ready, alive, in which state, and why it ends. */
package io.resilienceagent.systemd;
