/** Tests of the real jar in JVMs of their own: what a host sees, what a person finds in the state directory. */
package io.resilienceagent.it;
