package io.resilienceagent.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers the problems of one reading. The same one is gathered once. Not thread-safe. */
final class Problems {
    /** A file that is no policy at all has a problem per line; nobody reads further than this. */
    private static final int MOST = 200;

    private final Set<PolicyProblem> problems = new LinkedHashSet<>();
    private final List<String> files = new ArrayList<>();
    private int dropped;

    void add(Place place, NodePath path, String found, String expected, String hint) {
        PolicyProblem problem =
                new PolicyProblem(place.file(), place.line(), place.column(), path.toString(), expected, found, hint);
        if (problems.size() < MOST) {
            problems.add(problem);
        } else {
            dropped++;
        }
        if (!files.contains(place.file())) {
            files.add(place.file());
        }
    }

    void add(Node node, NodePath path, String expected, String hint) {
        add(node.place(), path, node.found(), expected, hint);
    }

    /** Whether so many were told that no more are; then checks need not go on. */
    boolean isFull() {
        return dropped > 0;
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    /** Whether something at or below a path is wrong already, so that what follows from it need not be told. */
    boolean at(NodePath path) {
        String text = path.toString();
        for (PolicyProblem problem : problems) {
            String other = problem.path();
            if (other.startsWith(text)
                    && (other.length() == text.length() || ".[".indexOf(other.charAt(text.length())) >= 0)) {
                return true;
            }
        }
        return false;
    }

    /** All problems by file, in the order in which the files had one, and by place. */
    List<PolicyProblem> sorted() {
        if (problems.isEmpty()) {
            return List.of(); // the good case is the one that a bot's start waits for
        }
        List<PolicyProblem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparingInt((PolicyProblem problem) -> files.indexOf(problem.file()))
                .thenComparingInt(PolicyProblem::line)
                .thenComparingInt(PolicyProblem::column));
        if (dropped > 0) {
            PolicyProblem last = sorted.get(sorted.size() - 1);
            sorted.add(new PolicyProblem(
                    last.file(), 0, 0, "", "", "there are " + dropped + " more problems", "correct these first"));
        }
        return sorted;
    }
}
