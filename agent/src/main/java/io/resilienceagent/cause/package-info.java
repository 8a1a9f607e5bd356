/** Why a loop is stuck: the cause, with evidence that a person can act on. */
package io.resilienceagent.cause;
