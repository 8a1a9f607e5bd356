/**
 * Hosts: small programs that tests start in JVMs of their own, with the agent and without. They know nothing of the
 * agent and use the JDK alone, so that they run from a class path that has nothing else.
 */
package io.resilienceagent.host;
