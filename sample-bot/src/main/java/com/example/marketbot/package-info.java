/**
 * A market bot: a {@link com.example.marketbot.Feeder} of prices, a {@link com.example.marketbot.Strategy},
 * {@link com.example.marketbot.Ares} for the risk, a {@link com.example.marketbot.Trader} for the orders, and one
 * {@link com.example.marketbot.MarketAnalysisLoop} that drives them all.
 */
package com.example.marketbot;
