/** What a person sees: lines, tables, colours; nothing that a bot says may command the terminal. */
package io.resilienceagent.cli.terminal;
