package io.resilienceagent.policy;

import java.util.Optional;

/**
 * An argument that the agent passes or weighs: the name of a bound value, or a constant. Exactly one is there.
 *
 * @param name the bound value
 * @param literal the constant
 */
public record Argument(Optional<String> name, Optional<Literal> literal) {
    /** Reads a bare word as a bound name and all else as {@link Literal#parse} does. */
    public static Argument parse(String text) {
        return Form.NAME.matches(text)
                ? new Argument(Optional.of(text), Optional.empty())
                : new Argument(Optional.empty(), Optional.of(Literal.parse(text)));
    }
}
