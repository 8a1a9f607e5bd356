package io.resilienceagent.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Answers in place of a call that failed or was denied by a guard further in.
 *
 * @param on classes of exceptions and denial codes that are answered for; empty: any that a condition picks
 * @param when conditions of which any must hold as well, if there are some
 * @param answer what is returned; exactly one of this and the exception is there
 * @param maxAge how old a last good answer may be
 * @param exception the class of the exception that is thrown instead
 */
@Section(
        doc = "Answers in place of a call that failed, or that a guard further in denied.",
        atLeastOneOf = {"on", "when"},
        exactlyOneOf = {"return", "throw"})
public record FallbackRule(
        @Key(
                doc = "exceptions and denial codes that are answered for; absent: any that a condition picks",
                unset = "[]",
                form = Form.CLASS_OR_CODE,
                orOne = true)
        List<String> on,

        @Key(
                doc = "conditions of which any must hold as well, as `exception.errorCode == 403`",
                unset = "[]",
                orOne = true)
        List<Condition> when,

        @Key(
                name = "return",
                doc =
                        "the value that is returned: a constant, or `last_good` for the last answer that was no failure (not on orders: it would look accepted)")
        Optional<Answer> answer,

        @Key(doc = "how old a last good answer may be", unset = "60s")
        Duration maxAge,

        @Key(name = "throw", doc = "the class of the exception that is thrown instead", form = Form.CLASS)
        Optional<String> exception)
        implements GuardSettings {
    /** Copies the lists. */
    public FallbackRule {
        on = List.copyOf(on);
        when = List.copyOf(when);
    }
}
