package io.resilienceagent.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand damaged policies: each loads or has located problems; the reader never fails, and never hangs. */
class PolicyFuzzTest {
    private static final int POLICIES = 10_000;
    private static final String[] METACHARACTERS = {
        ":",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!",
        "!!int ",
        "|",
        ">",
        "'",
        "\"",
        "%",
        "@",
        "`",
        "#",
        "?",
        "\t",
        "\n",
        "---\n",
        "...\n",
        "<<: ",
        "null",
        "~",
        ",",
        "\u0000",
        "\u0085",
        "\u2028",
        "\uFEFF",
        "\\",
        "1e99999",
        "*",
        "+",
        "$",
        "(",
        ")",
        "==",
        "0x",
        "%YAML 9.9\n"
    };

    @TempDir
    Path directory;

    @Test
    void everyDamagedPolicyLoadsOrHasLocatedProblems() {
        List<String> originals = Samples.VALID.stream().map(Samples::text).toList();
        List<Integer> outcomes = new ArrayList<>(List.of(0, 0));
        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            Random random = new Random(20_240_229);
            for (int i = 0; i < POLICIES; i++) {
                byte[] text = originals.get(random.nextInt(originals.size())).getBytes(StandardCharsets.UTF_8);
                for (int damage = random.nextInt(3); damage >= 0; damage--) {
                    text = damage(text, random);
                }
                int outcome = check(text, i) ? 0 : 1;
                outcomes.set(outcome, outcomes.get(outcome) + 1);
            }
        });
        assertTrue(outcomes.get(0) > 100 && outcomes.get(1) > 1_000, () -> "good and bad: " + outcomes);
    }

    private boolean check(byte[] text, int number) throws IOException {
        Path file = directory.resolve("fuzz.yaml");
        Files.write(file, text);
        Reading reading = PolicyReader.read(file, Samples.packs());
        String shown = "number " + number + ": " + reading.problems() + "\n" + new String(text, StandardCharsets.UTF_8);
        assertEquals(reading.policy().isPresent(), reading.problems().isEmpty(), shown);
        for (PolicyProblem problem : reading.problems()) {
            assertFalse(problem.found().contains("itself failed"), shown);
            assertTrue(problem.line() > 0 && problem.column() > 0, shown);
            assertFalse(problem.toString().chars().anyMatch(c -> c == '\n' || c == '\r'), shown);
        }
        return reading.policy().isPresent();
    }

    private static byte[] damage(byte[] text, Random random) {
        if (text.length == 0) {
            return text;
        }
        return switch (random.nextInt(7)) {
            case 0 -> flipped(text, random);
            case 1 -> lines(text, random);
            case 2 -> without(text, random);
            case 3 -> repeated(text, random);
            case 4 -> spliced(text, random.nextInt(text.length), metacharacter(random));
            case 5 -> words(text, random);
            default -> Arrays.copyOf(text, random.nextInt(text.length));
        };
    }

    private static byte[] flipped(byte[] text, Random random) {
        byte[] flipped = text.clone();
        flipped[random.nextInt(text.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    private static byte[] lines(byte[] text, Random random) {
        List<String> lines = new ArrayList<>(string(text).lines().toList());
        if (!lines.isEmpty()) {
            Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
        }
        return bytes(String.join("\n", lines));
    }

    private static byte[] without(byte[] text, Random random) {
        int from = random.nextInt(text.length);
        int to = Math.min(text.length, from + 1 + random.nextInt(40));
        return bytes(string(Arrays.copyOf(text, from)) + string(Arrays.copyOfRange(text, to, text.length)));
    }

    private static byte[] repeated(byte[] text, Random random) {
        int from = random.nextInt(text.length);
        byte[] chunk = Arrays.copyOfRange(text, from, Math.min(text.length, from + 1 + random.nextInt(200)));
        return spliced(text, random.nextInt(text.length), string(chunk).repeat(1 + random.nextInt(3)));
    }

    private static byte[] words(byte[] text, Random random) {
        String[] words = string(text).split("(?<=[\\s:,\\[\\]{}])|(?=[\\s:,\\[\\]{}])", -1);
        int one = random.nextInt(words.length);
        int other = random.nextInt(words.length);
        String word = words[one];
        words[one] = words[other];
        words[other] = word;
        return bytes(String.join("", words));
    }

    private static String metacharacter(Random random) {
        return METACHARACTERS[random.nextInt(METACHARACTERS.length)].repeat(1 + random.nextInt(random.nextInt(20) + 1));
    }

    private static byte[] spliced(byte[] text, int at, String insert) {
        return bytes(string(Arrays.copyOf(text, at)) + insert + string(Arrays.copyOfRange(text, at, text.length)));
    }

    /** As Latin-1 no byte is lost, whatever was done to it. */
    private static String string(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        boolean latin = text.chars().allMatch(c -> c < 256);
        return text.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }
}
