/** The live view of a bot: what is known of it, how that is drawn, and what keys do. Only {@code LiveTerminal} knows the terminal. */
package io.resilienceagent.cli.watch;
