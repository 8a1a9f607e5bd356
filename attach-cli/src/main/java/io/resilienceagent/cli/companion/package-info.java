/** What the build makes of the commands beside the jar: launcher, completion, man pages. */
package io.resilienceagent.cli.companion;
