/** The agent's answers, made readable at 80 columns. */
package io.resilienceagent.cli.view;
