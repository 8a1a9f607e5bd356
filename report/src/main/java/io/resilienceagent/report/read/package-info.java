/** From files to stories: recordings, chunk by chunk, and the folders of incidents. Nothing is believed that was not checked. */
package io.resilienceagent.report.read;
