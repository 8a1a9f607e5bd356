/** The JVM's archive of this program's classes, with which each command starts sooner. */
package io.resilienceagent.cli.archive;
