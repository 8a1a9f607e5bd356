package io.resilienceagent.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A JVM that runs, as far as it can be told from outside. Immutable.
 *
 * @param process where it is looked at
 * @param published the texts that it publishes of itself; empty where it does not, or not to us
 * @param options the options of the JVM, wherever they came from, as far as they may be known
 * @param main the main class, or the jar's file name; empty where it cannot be told
 * @param version as {@code 17.0.15}; empty where it cannot be told
 * @param hotSpot whether it is a HotSpot JVM, as far as one can tell
 */
public record JavaProcess(
        ProcessFiles process,
        Map<String, String> published,
        List<String> options,
        String main,
        String version,
        boolean hotSpot) {
    private static final String NO_ATTACH = "-XX:+DisableAttachMechanism";
    private static final String ATTACH = "-XX:-DisableAttachMechanism";
    private static final String LOADING = "-XX:+EnableDynamicAgentLoading";
    private static final String NO_LOADING = "-XX:-EnableDynamicAgentLoading";

    /** Copies the collections. */
    public JavaProcess {
        published = Map.copyOf(published);
        options = List.copyOf(options);
    }

    /** The JVM in a process; empty where there is none. */
    public static Optional<JavaProcess> of(ProcessFiles process) {
        List<String> words = process.commandLine();
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String maps = process.text("maps").orElse("");
        boolean j9 = maps.contains("libj9vm");
        boolean hotSpot = maps.isEmpty() || maps.contains("libjvm.so");
        String launcher = process.link("exe").orElse(words.get(0)).replace(" (deleted)", "");
        boolean java = launcher.endsWith("/java") || launcher.equals("java");
        if (maps.isEmpty() ? !java : !hotSpot && !j9) {
            return Optional.empty();
        }
        Map<String, String> published = PerformanceData.of(process);
        JavaCommand command = java ? JavaCommand.of(words) : new JavaCommand(List.of(), launcher);
        String itsOwn = published.getOrDefault("sun.rt.javaCommand", "");
        return Optional.of(new JavaProcess(
                process,
                published,
                options(process, published, command),
                itsOwn.isEmpty() ? command.main() : JavaCommand.main(itsOwn),
                version(process, published, launcher),
                !j9));
    }

    /** All JVMs that can be seen, but this one. */
    public static List<JavaProcess> all() {
        return ProcessFiles.all().stream()
                .filter(process -> !process.equals(ProcessFiles.self()))
                .flatMap(process -> of(process).stream())
                .toList();
    }

    private static List<String> options(ProcessFiles process, Map<String, String> published, JavaCommand command) {
        List<String> options = new ArrayList<>(command.options());
        String told =
                published.getOrDefault("java.rt.vmArgs", "") + " " + published.getOrDefault("java.rt.vmFlags", "");
        String all = told + " " + process.environment("JDK_JAVA_OPTIONS").orElse("") + " "
                + process.environment("JAVA_TOOL_OPTIONS").orElse("") + " "
                + process.environment("_JAVA_OPTIONS").orElse("");
        for (String word : all.split("\\s+", -1)) {
            if (word.startsWith("-")) {
                options.add(word);
            }
        }
        return options;
    }

    private static String version(ProcessFiles process, Map<String, String> published, String launcher) {
        String told = published.getOrDefault("java.property.java.version", "");
        if (!told.isEmpty()) {
            return told;
        }
        Path home = Path.of(launcher).getParent();
        home = home == null ? null : home.getParent();
        // An older JDK's own launcher stands in jre/bin.
        for (Path at = home; at != null && at.getNameCount() > 0; at = at.getParent()) {
            Path release = process.seen(at).resolve("release");
            if (Files.isReadable(release)) {
                return release(release);
            }
            if (!at.endsWith("jre")) {
                break;
            }
        }
        return "";
    }

    private static String release(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("JAVA_VERSION=|\"", ""))
                    .findFirst()
                    .orElse("");
        } catch (IOException | UncheckedIOException unreadable) {
            return "";
        }
    }

    /** Its number in {@code /proc}. */
    public long pid() {
        return process.pid();
    }

    /** As whom it runs. */
    public Optional<Owner> owner() {
        return Owner.of(process);
    }

    /** 8, 11, 17, ...; empty where it cannot be told. */
    public OptionalInt feature() {
        String[] parts = version.split("[^0-9]+", -1);
        if (parts.length == 0 || parts[0].isEmpty()) {
            return OptionalInt.empty();
        }
        boolean old = parts[0].equals("1") && parts.length > 1 && !parts[1].isEmpty();
        return OptionalInt.of(Integer.parseInt(old ? parts[1] : parts[0]));
    }

    /** Whether the JVM was told to let nobody attach. */
    public boolean attachDisabled() {
        String abilities = published.getOrDefault("sun.rt.jvmCapabilities", "");
        // Its first letter says whether one may attach; it counts where an option cannot be seen.
        return (abilities.startsWith("0") || on(NO_ATTACH, ATTACH));
    }

    /** Whether the JVM was told to load no agent after its start. */
    public boolean agentLoadingDisabled() {
        return on(NO_LOADING, LOADING);
    }

    /** Whether the JVM was told that agents may come after its start, so that it does not warn. */
    public boolean agentLoadingExpected() {
        return on(LOADING, NO_LOADING);
    }

    private boolean on(String option, String contrary) {
        return options.lastIndexOf(option) > options.lastIndexOf(contrary);
    }
}
