/** Loops of the host: their ticks, the detector of their stalls, and what it tells. */
package io.resilienceagent.loop;
