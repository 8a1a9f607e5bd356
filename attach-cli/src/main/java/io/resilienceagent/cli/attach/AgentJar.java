package io.resilienceagent.cli.attach;

import io.resilienceagent.cli.Trouble;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where {@code resilience.jar} is. */
public final class AgentJar {
    private static final String NAME = "resilience.jar";
    private static final String VARIABLE = "RESILIENCE_AGENT";

    private AgentJar() {}

    /**
     * The jar: as named, or as the environment names it, or beside this program's jar, or where the build leaves it.
     *
     * @param named by the command line, if it was
     * @throws Trouble when it is nowhere
     */
    public static Path find(Optional<Path> named) {
        return find(named, System.getenv(), here());
    }

    static Path find(Optional<Path> named, Map<String, String> environment, Path here) {
        String variable = environment.getOrDefault(VARIABLE, "");
        Optional<Path> told = named.isPresent() || variable.isEmpty() ? named : Optional.of(Path.of(variable));
        List<Path> candidates = new ArrayList<>();
        if (told.isPresent()) {
            candidates.add(told.get());
        } else {
            candidates.add(here.resolve(NAME));
            candidates.add(here.resolve(Path.of("..", "..", "agent", "target", NAME)));
        }
        for (Path candidate : candidates) {
            if (Files.isRegularFile(candidate)) {
                return candidate.toAbsolutePath().normalize();
            }
        }
        throw Trouble.refused(
                "NO_AGENT_JAR",
                "there is no " + candidates.get(0),
                "put " + NAME + " beside attach-cli.jar, or name it: --agent PATH or " + VARIABLE);
    }

    /** The directory of this program's jar. */
    private static Path here() {
        try {
            Path own = Path.of(AgentJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own.toAbsolutePath().getParent();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
