/** What breaks in the world around a bot, on purpose: its exchange, its network, its clock, its memory. */
package io.resilienceagent.chaos.fault;
