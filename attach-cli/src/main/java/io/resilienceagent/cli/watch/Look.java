package io.resilienceagent.cli.watch;

import io.resilienceagent.cli.terminal.Style;

/**
 * All that one picture shows.
 *
 * @param history what was seen of the bot
 * @param silence why there is no news of it just now; empty while there is
 * @param notice the last thing that was done, in place of the keys; empty for none
 * @param noticeStyle its colour
 * @param panel what stands in place of the bot: a menu, a question, the help; null for none
 */
record Look(History history, String silence, String notice, Style noticeStyle, Panel panel) {}
