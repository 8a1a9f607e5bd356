package io.resilienceagent.policies;

import io.resilienceagent.policies.BadPolicyIT.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One mistake of each kind, made in a policy that is right. */
final class Mistakes {
    private final String policy;
    private final List<Mistake> all = new ArrayList<>();

    /** @param policy the text in which the mistakes are made; it says where they will be reported */
    Mistakes(String policy) {
        this.policy = policy;
        at("rejectd_by:", "unknown key", "rejected_by:", "rejectd_by:", "unknown key", "did you mean 'rejected_by'?");
        at("three", "wrong type", "failures: 3", "failures: three", "the text 'three'", "a whole number from 1");
        at("150", "percent above 100", "failures: 3,", "failure_rate: 150,", "number 150", "a percent from 0 to 100");
        at(
                "balances:",
                "missing class",
                "Exchange#balances",
                "Exchang#balances",
                "no class com.example.marketbot.Exchang;",
                "did you mean 'com.example.marketbot.Exchange'?");
        at(
                "place_order:",
                "missing method",
                "Trader#placeOrder",
                "Trader#placeOrdr",
                "matches no method",
                "did you mean 'placeOrder'?");
        at(
                "overloaded:",
                "ambiguous overload",
                "on: com.example.marketbot.Trader#cancel, kind: cancel",
                "on: com.example.marketbot.Trader#cancel, kind: cancel}\n  overloaded: {on: com.fasterxml.jackson.databind.ObjectMapper#treeToValue, bind: {n: arg0}",
                "treeToValue(TreeNode, Class) and treeToValue(TreeNode, JavaType)",
                "pick one with a parameter list");
        at(
                "place_order:",
                "binding that does not exist",
                "arg0.symbol",
                "arg0.symbl",
                "'symbl' is no member of com.example.marketbot.OrderRequest",
                "did you mean 'symbol'?");
        at("sied", "unbound name in a key", "[symbol, side,", "[symbol, sied,", "'sied' is not bound", "mean 'side'?");
        at(
                "fallback: {on: java",
                "fallback of the wrong type",
                "    - timeout: 5s",
                "    - timeout: 5s\n    - fallback: {on: java.io.IOException, return: 5}",
                "'5' is none",
                "a value of the type com.example.marketbot.Balances");
        at(
                "safe_mode\n    - circuit",
                "two guards of one kind",
                "    - circuit_breaker:",
                "    - safe_mode\n    - circuit_breaker:",
                "found safe_mode twice",
                "remove one of them");
        at("*d,*d,*d]", "YAML bomb", "bot: market-bot", """
                bot: market-bot
                a: &a [x,x,x,x,x,x,x,x,x,x]
                b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]
                c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]
                d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]
                e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]
                """, "more than 100000 values, aliases counted in full");
    }

    List<Mistake> all() {
        return List.copyOf(all);
    }

    /** Adds a mistake that is reported where these words first stand in the wrong policy. */
    private void at(String reported, String name, String correct, String wrong, String... words) {
        String text = policy.replaceFirst(Pattern.quote(correct), Matcher.quoteReplacement(wrong));
        int at = text.indexOf(reported);
        if (at < 0) {
            throw new IllegalArgumentException("no '" + reported + "' in the policy with: " + name);
        }
        long line = text.substring(0, at).lines().count();
        int column = at - text.lastIndexOf('\n', at);
        all.add(new Mistake(name, correct, wrong, (column == 1 ? line + 1 : line) + ":" + column, List.of(words)));
    }
}
