/**
 * The last step of a jar's build. A JVM that is cold pays for each lambda, for class files of an old format and for what is
 * written there for debuggers only; here that is paid once, by whoever builds.
 */
package io.resilienceagent.packing;
