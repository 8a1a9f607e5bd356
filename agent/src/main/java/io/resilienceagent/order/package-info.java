/**
 * Orders: never twice, never naked. The journal and the book of orders, the positions, and the guards that ask them.
 *
 * <p>Guards live as long as a policy; {@link io.resilienceagent.order.OrderBook},
 * {@link io.resilienceagent.order.Positions}, {@link io.resilienceagent.order.Prices} and
 * {@link io.resilienceagent.order.DayTotals} are services that outlive a reload and are handed to each generation.
 */
package io.resilienceagent.order;
