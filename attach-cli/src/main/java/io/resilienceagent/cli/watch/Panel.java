package io.resilienceagent.cli.watch;

import java.util.List;

/**
 * Something to read or to choose from, in place of the bot.
 *
 * @param rows a text each
 * @param selected the row that is chosen; -1 where there is nothing to choose
 * @param keys what the keys do meanwhile
 */
record Panel(String title, List<String> rows, int selected, String keys) {}
