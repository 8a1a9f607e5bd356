/** Real recordings for tests: what is recorded, by whom, and how. */
package io.resilienceagent.report.recorded;
