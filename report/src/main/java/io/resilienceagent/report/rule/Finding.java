package io.resilienceagent.report.rule;

import java.util.List;

/**
 * Something that a rule found.
 *
 * @param severity how bad it is
 * @param rule the rule's name, stable, for scripts
 * @param title one sentence without a full stop
 * @param from when it began, in nanoseconds since 1970; 0 where it has no time
 * @param to until when; 0 where it has no time
 * @param evidence what shows it, a sentence each
 * @param recommendation what to do
 * @param sure how sure it is
 * @param incidentId the incident that tells more; empty if none
 * @param source whose rule it is
 */
public record Finding(
        Severity severity,
        String rule,
        String title,
        long from,
        long to,
        List<String> evidence,
        String recommendation,
        Sure sure,
        String incidentId,
        Source source) {
    /** Copies the evidence. */
    public Finding {
        evidence = List.copyOf(evidence);
    }

    /** Whose rule. */
    public enum Source {
        /** Ours. */
        RESILIENCE("resilience"),
        /** JDK Mission Control's. */
        MISSION_CONTROL("JDK Mission Control");

        private final String title;

        Source(String title) {
            this.title = title;
        }

        /** For people. */
        public String title() {
            return title;
        }
    }

    /** One of ours, without an incident. */
    static Finding of(
            Severity severity,
            String rule,
            String title,
            long from,
            long to,
            List<String> evidence,
            String recommendation,
            Sure sure) {
        return new Finding(severity, rule, title, from, to, evidence, recommendation, sure, "", Source.RESILIENCE);
    }

    /** The same, of an incident. */
    Finding in(String incident) {
        return new Finding(severity, rule, title, from, to, evidence, recommendation, sure, incident, source);
    }
}
