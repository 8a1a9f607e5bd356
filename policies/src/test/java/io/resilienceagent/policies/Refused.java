package io.resilienceagent.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.testing.Jvm;
import java.util.List;

/**
 * A start that the agent refused: exit code 77 before the bot printed a word, one line that says so, and one line for
 * each problem.
 */
record Refused(List<String> problems) {
    private static final int CONFIG_ERROR = 77;

    /** Holds a JVM that ended against this. */
    static Refused of(Jvm.Ended ended) {
        assertEquals(CONFIG_ERROR, ended.exitCode(), ended.toString());
        assertEquals("", ended.out(), "the bot never ran");
        List<String> lines = ended.err().lines().toList();
        assertTrue(
                lines.get(0).startsWith("resilience: ")
                        && lines.get(0).endsWith("; the bot was NOT started (exit code 77)"),
                ended.err());
        List<String> problems = lines.subList(1, lines.size());
        assertTrue(problems.stream().allMatch(line -> line.startsWith("  ")), ended.err());
        return new Refused(problems);
    }

    /** It is one problem, and its line has all these words. */
    void naming(String... words) {
        assertEquals(1, problems.size(), problems.toString());
        for (String word : words) {
            assertTrue(problems.get(0).contains(word), () -> "no '" + word + "' in " + problems.get(0));
        }
    }
}
