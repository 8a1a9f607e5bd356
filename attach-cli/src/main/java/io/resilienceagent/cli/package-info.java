/** The command line's entry: what the commands have in common. Each command is in {@code command}. */
package io.resilienceagent.cli;
