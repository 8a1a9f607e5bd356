/** Experiments as the command line asks for them, and stays with them. */
package io.resilienceagent.cli.chaos;
