package io.resilienceagent.cli.drill;

import io.resilienceagent.cli.Trouble;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** All that is wrong with a drill's file: told at once, each with its place. For one thread. */
final class Problems {
    private final String file;
    private final List<Problem> found = new ArrayList<>();

    private record Problem(int line, int column, String what) {}

    Problems(String file) {
        this.file = file;
    }

    /** Something wrong at a node. */
    void add(Node at, String what) {
        add(at.getStartMark(), what);
    }

    void add(Optional<Mark> at, String what) {
        found.add(new Problem(
                at.map(mark -> mark.getLine() + 1).orElse(1),
                at.map(mark -> mark.getColumn() + 1).orElse(1),
                what));
    }

    /** Goes on only where there are none. */
    void throwIfAny() {
        if (found.isEmpty()) {
            return;
        }
        found.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        StringBuilder lines = new StringBuilder("the drill " + file + " cannot be used:");
        found.forEach(problem -> lines.append('\n')
                .append(file)
                .append(':')
                .append(problem.line)
                .append(':')
                .append(problem.column)
                .append(": ")
                .append(problem.what));
        throw Trouble.refused("DRILL_REJECTED", lines.toString(), "correct the file; nothing was injected");
    }
}
