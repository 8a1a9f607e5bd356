/** A unit file for a bot under systemd. */
package io.resilienceagent.cli.unit;
