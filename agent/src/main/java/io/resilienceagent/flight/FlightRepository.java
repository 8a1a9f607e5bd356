package io.resilienceagent.flight;

import io.resilienceagent.guard.OwnerOnly;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import jdk.jfr.FlightRecorder;

/**
 * Where the flight recorder keeps what it has recorded. Else than by an option on the command line it is set only by
 * the JVM's diagnostic command {@code JFR.configure}; that is called without the platform's MBean server, which a host
 * may want to set up itself.
 */
final class FlightRepository {
    private static final Pattern OF_A_JVM = Pattern.compile("\\d{4}(_\\d\\d){5}_\\d+");
    private static final String COMMANDS = "com.sun.management.internal.DiagnosticCommandImpl";

    private FlightRepository() {}

    /**
     * Has the recorder keep its files in this directory, unless it is at work already: then they stay where its owner
     * wants them. What killed processes left there is removed first.
     *
     * @param open opens the package of a class to the agent
     */
    static void place(Path directory, Consumer<Class<?>> open) throws IOException, ReflectiveOperationException {
        OwnerOnly.directory(directory);
        removeLeftovers(directory);
        if (FlightRecorder.isInitialized()) {
            return;
        }
        // Loads the JVM's library of such commands.
        ManagementFactory.getOperatingSystemMXBean();
        Class<?> type = Class.forName(COMMANDS);
        open.accept(type);
        Method commands = type.getDeclaredMethod("getDiagnosticCommandMBean");
        commands.setAccessible(true);
        Method invoke = type.getMethod("invoke", String.class, Object[].class, String[].class);
        invoke.setAccessible(true);
        String[] words = {"repositorypath=\"" + directory.toAbsolutePath() + '"'};
        Object[] parameters = {words};
        invoke.invoke(commands.invoke(null), "jfrConfigure", parameters, new String[] {String[].class.getName()});
    }

    /** Where the files really are: the JVM says so in a property of its own. */
    static Path actual(Path otherwise) {
        String told = System.getProperty("jdk.jfr.repository");
        return told == null ? otherwise : Path.of(told);
    }

    private static void removeLeftovers(Path directory) throws IOException {
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(directory)) {
            for (Path left : inside) {
                if (OF_A_JVM.matcher(left.getFileName().toString()).matches()
                        && Files.isDirectory(left, LinkOption.NOFOLLOW_LINKS)
                        && !left.equals(actual(directory))) {
                    remove(left);
                }
            }
        }
    }

    private static void remove(Path left) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(left)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(left);
    }
}
