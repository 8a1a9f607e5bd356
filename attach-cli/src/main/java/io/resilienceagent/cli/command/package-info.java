/** The commands, one class each, as picocli finds them. */
package io.resilienceagent.cli.command;
