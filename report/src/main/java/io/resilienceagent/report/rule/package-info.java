/** From a story to findings: what is wrong, how sure that is, and what to do. Each rule is a pure function. */
package io.resilienceagent.report.rule;
