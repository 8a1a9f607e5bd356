/** What is known of a bot from its recordings and incidents: facts only, each within bounds. Used by one thread. */
package io.resilienceagent.report.story;
