package io.resilienceagent.cli.companion;

import io.resilienceagent.cli.Main;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Run by the build: writes what stands beside the jar. */
public final class Companions {
    private static final String LAUNCHER = "resilience";

    private Companions() {}

    /**
     * Writes the launcher, {@code completion/resilience} and {@code man/man1/*.1}.
     *
     * @param arguments the directory, and the version
     */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        launcher(directory.resolve(LAUNCHER));
        CommandLine commands = Main.commandLine();
        Path completion =
                Files.createDirectories(directory.resolve("completion")).resolve(LAUNCHER);
        Files.writeString(completion, AutoComplete.bash(LAUNCHER, commands));
        ManPages.write(commands, arguments[1], Files.createDirectories(directory.resolve("man/man1")));
    }

    private static void launcher(Path file) throws IOException {
        try (InputStream in = Companions.class.getResourceAsStream("launcher.sh")) {
            Files.writeString(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
