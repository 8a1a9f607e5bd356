package io.resilienceagent.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One join point: methods of the host, what they do and how values are read from their calls.
 *
 * @param on the methods; a method that any of the patterns matches belongs to it
 * @param kind what the methods do
 * @param bind the bound values by name, in the order of the file
 * @param rejectedBy classes of exceptions by which an order was definitely refused
 * @param rejectedWhen conditions of which any makes a failed order definitely refused
 * @param failureWhen conditions of which any makes a returned call a failure
 * @param deny what a denied host sees, if not the agent's own exception
 * @param observe what the answers tell about the account, if anything
 * @param lookup how an order with an unknown outcome is looked for, if it can be
 * @param every how often a loop is to tick, if that is known
 * @param stallAfter how long a loop may go without progress, if not as long as all others
 * @param late whether the class may be loaded at any later time
 * @param where where it was written
 */
@Section(doc = "One join point: methods of the host, what they do and how values are read from their calls.")
public record JoinPointRule(
        @Key(doc = "the methods, as `com.acme.Client#placeOrder`; one or a list", orOne = true, min = 1, max = 64)
        List<MethodPattern> on,

        @Key(doc = "what the methods do; it gives the guards their defaults", unset = "any")
        JoinPointKind kind,

        @Key(
                doc =
                        "named values of a call; guards speak of `symbol`, `side`, `quantity` and `price`; `order_id` and `filled` may be read from the answer, all others from the arguments or `this`",
                unset = "{}")
        Map<String, BindPath> bind,

        @Key(
                doc =
                        "exceptions by which the exchange definitely refused an order; any other failure leaves it unknown",
                unset = "[]",
                form = Form.CLASS,
                orOne = true)
        List<String> rejectedBy,

        @Key(
                doc =
                        "conditions of which any makes a failed order definitely refused, as `exception.status == 429`; any other failure leaves it unknown",
                unset = "[]",
                orOne = true)
        List<Condition> rejectedWhen,

        @Key(doc = "conditions of which any makes a call that returned a failure", unset = "[]", orOne = true)
        List<Condition> failureWhen,

        @Key(doc = "what a denied host sees; absent: the agent's own unchecked exception")
        Optional<Deny> deny,

        @Key(doc = "what the answers tell about the account")
        Optional<Observe> observe,

        @Key(doc = "how an order with an unknown outcome is looked for, through the host's own client")
        Optional<Lookup> lookup,

        @Key(
                doc =
                        "how often a loop ticks; with it, a tick that does not begin is a stall too; only for `kind: loop`",
                min = 1)
        Optional<Duration> every,

        @Key(
                doc =
                        "how long a loop may go without progress: longer than `every`; absent: `loops.stall_after`; only for `kind: loop`",
                min = 10)
        Optional<Duration> stallAfter,

        @Key(
                doc = "the class may come at any time, through another loader: not having seen it is no error",
                unset = "false")
        boolean late,

        Where where) {
    /** Copies the collections and keeps their order. */
    public JoinPointRule {
        on = List.copyOf(on);
        bind = Collections.unmodifiableMap(new LinkedHashMap<>(bind));
        rejectedBy = List.copyOf(rejectedBy);
        rejectedWhen = List.copyOf(rejectedWhen);
        failureWhen = List.copyOf(failureWhen);
    }

    /** A join point that only says which methods it means, what they do and what a denied host sees; of any time. */
    public static JoinPointRule plain(List<MethodPattern> on, JoinPointKind kind, Optional<Deny> deny, Where where) {
        return new JoinPointRule(
                on,
                kind,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                deny,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                where);
    }
}
