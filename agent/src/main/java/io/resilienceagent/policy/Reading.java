package io.resilienceagent.policy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What came of reading a policy. Immutable.
 *
 * @param policy the policy, if there are no problems
 * @param problems all that is wrong with it, by file and line; empty if there is a policy
 * @param contents each file that was read or looked for, as an absolute path, and what it held; empty if it could not be read
 */
public record Reading(
        Optional<Policy> policy, List<PolicyProblem> problems, Map<Path, Optional<Fingerprint>> contents) {
    /** Copies the collections and keeps their order. */
    public Reading {
        problems = List.copyOf(problems);
        contents = Collections.unmodifiableMap(new LinkedHashMap<>(contents));
    }

    /** All files that were read or looked for: what {@link PolicyWatcher} watches. */
    public Set<Path> files() {
        return contents.keySet();
    }
}
