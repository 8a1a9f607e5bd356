/** Reads recordings and incidents afterwards, and tells what happened. The composition root of the reader's rooms. */
package io.resilienceagent.report;
