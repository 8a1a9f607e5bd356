/** The processes of this machine as {@code /proc} tells of them. Nothing here signals, stops or attaches to any. */
package io.resilienceagent.cli.process;
