/** Texts and times, made fit to be shown; nothing that a recording says may command whatever shows it. */
package io.resilienceagent.report.text;
