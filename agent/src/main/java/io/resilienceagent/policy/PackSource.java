package io.resilienceagent.policy;

import java.util.Optional;
import java.util.Set;

/** Where the texts of packs ({@code include: [pack:java-http]}) come from: the agent's jar, or a test. */
public interface PackSource {
    /** The YAML text of a pack, or empty if there is none of that name. */
    Optional<String> text(String packName);

    /** The names of all packs there are; the nearest one is offered for a misspelt name. */
    Set<String> names();

    /** A source without any pack. */
    static PackSource none() {
        return new PackSource() {
            @Override
            public Optional<String> text(String packName) {
                return Optional.empty();
            }

            @Override
            public Set<String> names() {
                return Set.of();
            }
        };
    }
}
