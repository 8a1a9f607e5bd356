/** From a thread to what it works for: thread pools and event loops, their queues and what they run. */
package io.resilienceagent.executor;
