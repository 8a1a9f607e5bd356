package io.resilienceagent.policy;

import java.util.Optional;

/**
 * What a host gets instead of the call's own result.
 *
 * @param source where it comes from
 * @param literal the constant, if the source is LITERAL
 */
public record Answer(Source source, Optional<Literal> literal) {
    /** Where an answer comes from. */
    public enum Source {
        /** A constant of the policy. */
        LITERAL,
        /** {@code previous}: what the join point last answered. */
        PREVIOUS,
        /** {@code last_good}: the last answer that was no failure, up to an age. */
        LAST_GOOD
    }

    /** Reads {@code previous}, {@code last_good} or a literal; {@code 'previous'} in inner quotes is the text. */
    public static Answer parse(String text) {
        return switch (text) {
            case "previous" -> new Answer(Source.PREVIOUS, Optional.empty());
            case "last_good" -> new Answer(Source.LAST_GOOD, Optional.empty());
            default -> new Answer(Source.LITERAL, Optional.of(Literal.parse(text)));
        };
    }
}
