package io.resilienceagent.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no policies, or that are made to hurt whoever reads them. */
class PolicyFilesTest {
    @TempDir
    Path directory;

    @Test
    void tellsOfFilesThatCannotBeRead() throws IOException {
        assertEquals("none.yaml: there is no file none.yaml; expected a readable policy file\n", problems("none.yaml"));
        Files.createDirectory(directory.resolve("dir.yaml"));
        assertEquals(
                "dir.yaml: cannot read dir.yaml: is a directory; expected a readable policy file\n",
                problems("dir.yaml"));
        if (Files.exists(Path.of("/dev/zero"))) {
            assertTrue(PolicyReader.read(Path.of("/dev/zero"), PackSource.none())
                    .problems()
                    .get(0)
                    .toString()
                    .contains("is not a regular file"));
        }
    }

    @Test
    void tellsOfTextsThatAreNoYaml() throws IOException {
        assertEquals(
                "policy.yaml:1:1: the file is empty; expected a policy; start with 'version: 1'\n",
                read("\n# nothing\n"));
        assertEquals(
                "policy.yaml:1:1: found the text 'hello'; expected a policy: a mapping that starts with 'version: 1'\n",
                read("hello"));
        assertEquals(
                "policy.yaml:3:1: no YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for"
                        + " indentation) while scanning for the next token; expected YAML 1.2; indent with spaces, not tabs\n",
                read("version: 1\nguards:\n\tp: [retry]\n"));
        assertEquals(
                "policy.yaml:3:1: no YAML: expected ',' or ']', but got <stream end> while parsing a flow sequence;"
                        + " expected YAML 1.2\n",
                read("version: 1\nguards: {p: [retry\n"));
        assertEquals(
                "policy.yaml:3:1: found a second document; expected one document; remove the '---'\n",
                read("version: 1\nbot: b\n---\nversion: 1\n"));
        assertEquals(
                "policy.yaml:2:7: found the character U+0007; expected printable text\n",
                read("version: 1\nbot: b\u0007\n"));
        Files.write(directory.resolve("latin.yaml"), "version: 1\nbot: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("latin.yaml:2:6: found bytes that are no UTF-8; expected UTF-8\n", problems("latin.yaml"));
        assertEquals("", read("\uFEFFversion: 1\nbot: b\n"), "a byte order mark is no text");
    }

    @Test
    void aHugeFileIsRefusedWithoutReadingIt() throws IOException {
        Path huge = directory.resolve("huge.yaml");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(100L << 20);
        }
        Reading reading = PolicyReader.read(huge, PackSource.none());
        assertEquals(
                "huge.yaml: found more than 1 MiB; expected a policy of at most 1 MiB; is it the right file?\n",
                Samples.problems(reading, directory));
        assertEquals(
                FileText.LARGEST + 1, reading.contents().get(huge).orElseThrow().length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[", "{a: ", "- ", "? ", "a: [", "&a [", "!t ", "*a ", "'", "\"", "# ", "%", "a: b\n", "- a\n", "<<: ",
                "\t", " ", "\n", "|", ">", "a", ": ", ",", "a.", "\u00e9"
            })
    void endlessRepetitionIsReadInTimeAndDepth(String unit) {
        for (int length : new int[] {10_000, FileText.LARGEST - 8}) {
            String text = unit.repeat(length / unit.getBytes(StandardCharsets.UTF_8).length);
            assertTimeoutPreemptively(
                    Duration.ofSeconds(30), () -> assertEquals(false, read(text).isEmpty()));
        }
    }

    @Test
    void deepBlocksAreRefused() {
        StringBuilder deep = new StringBuilder("version: 1\nbot: b\nguards:\n");
        for (int i = 1; i < 1_000; i++) {
            deep.append(" ".repeat(i)).append("a:\n");
        }
        assertEquals(
                "policy.yaml:52:50: found more than 50 levels; expected at most 50 levels\n", read(deep.toString()));
    }

    @Test
    void aliasesDoNotMultiply() {
        StringBuilder laughs = new StringBuilder("version: 1\nbot: b\nx0: &x0 [lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 20; i++) {
            laughs.append("x")
                    .append(i)
                    .append(": &x")
                    .append(i)
                    .append(" [*x")
                    .append(i - 1)
                    .append(", *x")
                    .append(i - 1)
                    .append("]\n");
        }
        assertTrue(read(laughs.toString())
                .contains("found more than 100000 values, aliases counted in full; expected at most 100000"));
        assertTrue(read("version: 1\nbot: b\nx: &x []\ny: [" + "*x, ".repeat(60) + "]\n")
                .contains("found more than 50 aliases; expected at most 50"));
        assertEquals(
                "policy.yaml:3:11: found the alias *x inside of what it names; expected a tree\n",
                read("version: 1\nbot: b\nx: &x [a, *x]\n"));
        assertEquals(
                "policy.yaml:2:6: found the alias *who; expected an anchor &who before it\n",
                read("version: 1\nbot: *who\n"));
    }

    @Test
    void aFileOfNothingButMistakesEndsInANumber() {
        String problems = read("version: 1\nbot: b\n" + "x".repeat(20) + ": 1\n" + lines(1_000));
        List<String> lines = problems.lines().toList();
        assertEquals(201, lines.size());
        assertEquals("policy.yaml: there are 801 more problems; correct these first", lines.get(200));
    }

    @Test
    void mistakesInHugeFilesAreToldInTime() {
        StringBuilder joinPoints = new StringBuilder("version: 1\nbot: b\njoin_points:\n");
        StringBuilder guards = new StringBuilder("guards:\n");
        for (int i = 0; i < 9_000; i++) {
            String lookup = i % 2 == 0 ? "" : ", lookup: {call: this.x}";
            joinPoints
                    .append(" some-join-point-")
                    .append(i)
                    .append(": {on: a.B#c, kind: order")
                    .append(lookup)
                    .append("}\n");
            guards.append(" another-joint-").append(i).append(": [retry]\n");
        }
        StringBuilder conditions =
                new StringBuilder("version: 1\nbot: b\njoin_points: {p: {on: a.B#c, failure_when: [");
        for (int i = 0; i < 60_000; i++) {
            conditions.append("x").append(i).append(" == 1,");
        }
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            assertEquals(201, read(joinPoints.toString() + guards).lines().count());
            assertTrue(read(conditions + "]}}\n").contains("failure_when: found 60000 entries; expected at most 1000"));
        });
    }

    private static String lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("wrong").append(i).append(": 1\n");
        }
        return lines.toString();
    }

    private String read(String text) {
        return Samples.problems(Samples.read(directory, text), directory);
    }

    private String problems(String name) {
        return Samples.problems(PolicyReader.read(directory.resolve(name), PackSource.none()), directory);
    }
}
