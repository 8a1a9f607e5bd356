/** The state of the whole bot: how it degrades, stops taking risk, recovers, or gives up. */
package io.resilienceagent.state;
