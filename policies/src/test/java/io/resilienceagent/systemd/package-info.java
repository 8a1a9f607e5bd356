/** Tests with a real systemd: services under a manager of their own. */
package io.resilienceagent.systemd;
