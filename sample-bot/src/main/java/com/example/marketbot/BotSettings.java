package com.example.marketbot;

import com.example.marketbot.chores.TroublePlan;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a bot is to run.
 *
 * @param exchange the address of the exchange
 * @param data the directory of the bot's memory
 * @param ticks how many ticks to run, or 0 for no end
 * @param period the time from one tick to the next
 * @param timeout how long to wait for the exchange
 * @param trouble the trouble that the bot makes for itself
 */
public record BotSettings(
        URI exchange, Path data, long ticks, Duration period, long seed, Duration timeout, TroublePlan trouble) {}
