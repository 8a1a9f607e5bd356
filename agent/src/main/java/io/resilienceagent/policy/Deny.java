package io.resilienceagent.policy;

import java.util.Optional;

/**
 * What a denied host sees; exactly one is there.
 *
 * @param exception the class of the exception that is thrown
 * @param answer what is returned
 */
@Section(
        doc = "What a denied host sees.",
        exactlyOneOf = {"throw", "return"})
public record Deny(
        @Key(
                name = "throw",
                doc = "the class of the exception, built by its `(String)` or `()` constructor",
                form = Form.CLASS)
        Optional<String> exception,

        @Key(
                name = "return",
                doc =
                        "the value that is returned: `null`, `true`, `false`, a number, a text, or `previous` for what the join point last answered (not on orders: it would look accepted)")
        Optional<Answer> answer) {}
