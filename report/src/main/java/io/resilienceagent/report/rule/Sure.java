package io.resilienceagent.report.rule;

/** How sure a finding is. */
public enum Sure {
    /** The JVM or the agent says so itself. */
    CERTAIN,
    /** Several things point to it, and nothing else was seen that explains them. */
    LIKELY,
    /** One thing points to it; there may be another explanation. */
    POSSIBLE
}
