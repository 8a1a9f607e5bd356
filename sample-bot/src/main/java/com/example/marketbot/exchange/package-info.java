/**
 * The exchange that the bot trades on: a simulation behind real HTTP and a real WebSocket, with a market that walks at
 * random, a matching engine, balances, and troubles to choose from.
 */
package com.example.marketbot.exchange;
