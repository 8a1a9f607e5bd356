package io.resilienceagent.guard;

/**
 * Why a call may not proceed. Built only when something is wrong, so it may cost what a good message costs.
 *
 * @param code stable upper-case code, such as {@code DUPLICATE_ORDER}; part of the agent's contract
 * @param reason one sentence for a person: what was found and, where it helps, what to do
 * @param answered whether the host gets {@code answer} as if the call had returned it, rather than a refusal
 * @param answer what the host gets when {@code answered}; null otherwise
 */
public record Denial(String code, String reason, boolean answered, Object answer) {
    /** A refusal: the host sees what the policy's {@code deny:} says. */
    public static Denial of(String code, String reason) {
        return new Denial(code, reason, false, null);
    }

    /** A refusal in the eyes of the agent that the host sees as a normal answer. */
    public static Denial answering(String code, String reason, Object answer) {
        return new Denial(code, reason, true, answer);
    }

    /** The text that a denied host sees: {@code CODE: reason}. */
    public String message() {
        return code + ": " + reason;
    }
}
