/** Figures of the live agent and its bot as Prometheus reads them: looked at when somebody asks, never counted here. */
package io.resilienceagent.metrics;
