package io.resilienceagent.cli.doctor;

/**
 * One thing that was looked at.
 *
 * @param code upper-case and stable
 * @param verdict what it means for an attach
 * @param found what is so, in one sentence without a full stop
 * @param next what to do; empty where there is nothing to do
 */
public record Finding(String code, Verdict verdict, String found, String next) {
    /** What a finding means for an attach. */
    public enum Verdict {
        /** No hindrance. */
        OK,
        /** It works, and something should be known. */
        WARNING,
        /** It cannot work. */
        PROBLEM
    }

    static Finding ok(String code, String found) {
        return new Finding(code, Verdict.OK, found, "");
    }

    static Finding warning(String code, String found, String next) {
        return new Finding(code, Verdict.WARNING, found, next);
    }

    static Finding problem(String code, String found, String next) {
        return new Finding(code, Verdict.PROBLEM, found, next);
    }

    /** Whether it hinders an attach. */
    public boolean hinders() {
        return verdict == Verdict.PROBLEM;
    }
}
