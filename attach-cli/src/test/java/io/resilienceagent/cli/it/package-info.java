/** The command line as a user starts it, against bots in JVMs of their own. */
package io.resilienceagent.cli.it;
