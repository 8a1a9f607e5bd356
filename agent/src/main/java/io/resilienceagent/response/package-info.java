/** What is done when a loop stalls or the state changes: files are written, systemd is told, the process is ended. */
package io.resilienceagent.response;
