package io.resilienceagent.guard;

/** What a denied host sees where its policy names no exception of its own. */
public final class CallDeniedException extends RuntimeException {
    private final transient Denial denial;

    public CallDeniedException(Denial denial) {
        super(denial.message());
        this.denial = denial;
    }

    /** The stable denial code, such as {@code CIRCUIT_OPEN}. */
    public String code() {
        return denial.code();
    }
}
