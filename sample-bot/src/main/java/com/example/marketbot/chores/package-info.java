/**
 * What the bot does in its ticks besides trading: reports, rates, models, heartbeats. Each chore has a bug of the kind
 * that gets into real bots, and it shows at one tick of the run if the scenario asks for it.
 */
package com.example.marketbot.chores;
