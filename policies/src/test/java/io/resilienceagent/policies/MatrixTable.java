package io.resilienceagent.policies;

import java.util.List;
import java.util.Map;

/** The document that is made of what was seen. */
final class MatrixTable {
    private static final String HEAD = """
            # What each fault does to a host

            Made by `ChaosMatrixIT`, which holds it; `-Dmatrix.update=true` writes it anew. Each cell is a JVM of its own: calm by the
            host's own account, then the experiment, then what the host met, the end at the deadline, and calm again. What the host met is
            what it printed itself, or the ledger of its exchange; never the agent's word. `yes` is said only where all of that was so, the
            agent told it as the column before says, and its log has no error. The hosts are the sample bot, and for what the bot has not,
            a small one that asks its world for one thing in each tick (`MatrixHost`).

            """;

    private MatrixTable() {}

    static String markdown(List<MatrixRow> rows, List<MatrixMode> modes, Map<MatrixMode, List<String>> cells) {
        StringBuilder text = new StringBuilder(HEAD);
        text.append("| type | target | options | what the host saw | told as |");
        modes.forEach(mode -> text.append(' ').append(mode).append(" |"));
        text.append("\n| --- | --- | --- | --- | --- |").append(" --- |".repeat(modes.size()));
        for (int i = 0; i < rows.size(); i++) {
            MatrixRow row = rows.get(i);
            text.append("\n| `").append(row.type()).append("` | ");
            text.append(row.target().isEmpty() ? "the process" : row.target()).append(" | ");
            text.append(row.options().equals("{}") ? "" : "`" + row.options() + "`")
                    .append(" | ");
            text.append(row.calm()).append(" → ").append(row.met()).append(row.isEnd() ? "" : " → " + row.calm());
            text.append(" | ").append(row.told()).append(" |");
            for (MatrixMode mode : modes) {
                text.append(' ').append(cells.get(mode).get(i)).append(" |");
            }
        }
        return text.append('\n').toString();
    }
}
