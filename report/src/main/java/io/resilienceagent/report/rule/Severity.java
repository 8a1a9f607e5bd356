package io.resilienceagent.report.rule;

/** How bad it is; the worst first. */
public enum Severity {
    /** The bot cannot do its work, or may lose money. */
    HIGH,
    /** It works, but not as it should. */
    MEDIUM,
    /** To be known. */
    LOW
}
