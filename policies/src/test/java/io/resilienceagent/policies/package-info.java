/** The shipped policies, each tried on the bot or the library that it is for, in JVMs as people start them. */
package io.resilienceagent.policies;
