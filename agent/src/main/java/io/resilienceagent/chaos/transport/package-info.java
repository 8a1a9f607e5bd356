/**
 * The transports of the JDK that faults strike: which methods they are made of, and how a loss, a delay or a crafted answer
 * looks to the code that called them. A library's transport is one more {@link io.resilienceagent.chaos.transport.Transport}.
 */
package io.resilienceagent.chaos.transport;
