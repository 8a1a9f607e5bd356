package io.resilienceagent.host;

import java.nio.file.Files;
import java.nio.file.Path;

/** Rewrites the policy that guards it: first a rule, then to what no policy is, then the set of join points. */
public final class ReloadHost {
    private static final Calls CALLS = new Calls();

    private ReloadHost() {}

    public static void main(String[] arguments) throws Exception {
        Path policy = Path.of("policy.yaml");
        String first = Files.readString(policy);
        Tell.about("first", () -> CALLS.client("A"));
        Tell.about("first again", () -> CALLS.client("A"));
        int before = CountingAgent.TRANSFORMED.get();

        replace(policy, first.replace("calls: 1,", "calls: 1000000000,"));
        Await.until("a higher limit", () -> passes("A"));
        Tell.that("transformed by a changed rule", CountingAgent.TRANSFORMED.get() - before);
        Tell.about("plain, unguarded", CALLS::plain);

        replace(policy, "version: 1\nbot: reload\nguards: {nobody: [safe_mode]}\n");
        Path status = Path.of("resilience-state", "status.json");
        Await.until(
                "a rejected policy",
                () -> Files.exists(status) && Files.readString(status).contains("there is no join point"));
        Tell.that("policy in force stays", Files.readString(status).contains("Calls#client"));

        Files.writeString(Path.of("resilience-state", "STOP.TXT"), "");
        replace(
                policy,
                first.replace("Calls#client", "Calls#plain")
                        .replace("rate_limit: {calls: 1, within: 1h}", "safe_mode"));
        Await.until("another join point", () -> {
            try {
                CALLS.plain();
                return false;
            } catch (RuntimeException denied) {
                return true;
            }
        });
        // The new rules are in force a moment before they are reported to be.
        Await.until("the report of it", () -> !Files.readString(status).contains("there is no join point"));
        Tell.that("transformed by changed join points", CountingAgent.TRANSFORMED.get() - before);
        Tell.about("client, no longer guarded", () -> CALLS.client("A"));
    }

    /** As editors do it: a new file takes the old one's place. */
    private static void replace(Path policy, String text) throws Exception {
        Path next = policy.resolveSibling("policy.next");
        Files.writeString(next, text);
        Files.move(next, policy, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean passes(String symbol) {
        try {
            CALLS.client(symbol);
            return true;
        } catch (RuntimeException denied) {
            return false;
        }
    }
}
