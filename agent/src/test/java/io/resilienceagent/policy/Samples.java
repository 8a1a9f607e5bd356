package io.resilienceagent.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Policies for tests. */
final class Samples {
    static final List<String> VALID = List.of("market-bot.yaml", "everything.yaml", "json.yaml", "least.yaml");

    private static final String HTTP = """
            version: 1
            join_points:
              send: {on: "java.net.http.HttpClient+#send", kind: transport, late: true}
            """;

    private Samples() {}

    static PackSource packs() {
        return packs(Map.of("http", HTTP));
    }

    static PackSource packs(Map<String, String> texts) {
        return new PackSource() {
            @Override
            public Optional<String> text(String packName) {
                return Optional.ofNullable(texts.get(packName));
            }

            @Override
            public Set<String> names() {
                return texts.keySet();
            }
        };
    }

    static String text(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("/policy/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a text as the file policy.yaml of a directory. */
    static Reading read(Path directory, String text) {
        return PolicyReader.read(write(directory, "policy.yaml", text), packs());
    }

    static Path write(Path directory, String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The problems, one a line, with file names only. */
    static String problems(Reading reading, Path directory) {
        StringBuilder lines = new StringBuilder();
        for (PolicyProblem problem : reading.problems()) {
            lines.append(problem.toString().replace(directory + "/", "")).append('\n');
        }
        return lines.toString();
    }
}
