package io.resilienceagent.report.story;

/** A part of the bot that was asked again and again whether it is well. */
public final class Asked {
    private final Tally answers = new Tally();
    private long bad;
    private String problem = "";

    /** An answer: when, how long it took in nanoseconds, and what was wrong, empty when nothing was. */
    void add(long at, long nanos, String wrong) {
        answers.add(at, nanos);
        if (!wrong.isEmpty()) {
            bad++;
            problem = wrong;
        }
    }

    /** How often it was asked, and how long its answers took. */
    public Tally answers() {
        return answers;
    }

    /** How often something was wrong. */
    public long bad() {
        return bad;
    }

    /** What was wrong last; empty if nothing ever was. */
    public String problem() {
        return problem;
    }
}
