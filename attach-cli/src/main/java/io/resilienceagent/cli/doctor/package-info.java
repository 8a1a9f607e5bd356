/** Why a JVM can or cannot be attached to, found by looking alone: a try that fails prints thread dumps into a bot's log. */
package io.resilienceagent.cli.doctor;
