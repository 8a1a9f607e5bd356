/** What all threads and queues of the host did when an incident began, written down while it lasts. */
package io.resilienceagent.dump;
