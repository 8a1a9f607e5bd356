/** Tools that people run by hand: see docs/performance.md. */
package io.resilienceagent.report.tool;
