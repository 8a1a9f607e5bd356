/** The rules of JDK Mission Control: the only room that knows that library. */
package io.resilienceagent.report.mission;
