package io.resilienceagent.policy;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a policy: YAML 1.2 (so JSON too), includes, the model, and the checks of one part against another. Whatever is
 * wrong becomes a located problem, and all problems of a policy are told together. Thread-safe.
 */
public final class PolicyReader {
    private PolicyReader() {}

    /**
     * Reads a file and all that it includes. Never throws for what a file or a file system may hold; takes a time in
     * proportion to the files, which are at most 33 of 1 MiB.
     */
    public static Reading read(Path file, PackSource packs) {
        Problems problems = new Problems();
        Includes includes = new Includes(packs, problems);
        Optional<Policy> policy = Optional.empty();
        try {
            policy = read(file, includes, problems);
        } catch (RuntimeException | StackOverflowError e) {
            // A fault of ours must not pass for a fault of the file, nor take the host with it.
            problems.add(
                    Place.wholeFile(file.toString()), NodePath.ROOT, "the reader itself failed: " + e, "", "report it");
        }
        return new Reading(problems.isEmpty() ? policy : Optional.empty(), problems.sorted(), includes.contents());
    }

    private static Optional<Policy> read(Path file, Includes includes, Problems problems) {
        Optional<Node.Mapping> root = includes.load(file);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        Optional<OtherFile> other = OtherFile.of(root.get());
        if (other.isPresent()) {
            other.get().tell(root.get(), problems);
            return Optional.empty();
        }
        Policy policy = (Policy) RecordShape.of(Policy.class).read(root.get(), NodePath.ROOT, problems);
        // With an include missing, half of what the checks would tell is only that it is missing.
        if (!includes.incomplete()) {
            new JoinPointChecks(policy, root.get(), problems).check();
            new GuardChecks(policy, root.get(), problems).check();
            new LoopChecks(policy, root.get(), problems).check();
        }
        return Optional.of(policy);
    }
}
