package io.resilienceagent.systemd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * JNA's native library as a file, in a directory that no other load shares: the JVM refuses to load one file into two
 * class loaders, and a second load of one file would share its state. A resource: closed, it is gone, and what is
 * loaded stays loaded.
 *
 * @param directory where it is, alone
 */
record UnpackedLibrary(Path directory) implements AutoCloseable {
    private static final String FILE = "libjnidispatch.so";

    /**
     * Unpacks it into the first of these directories that allows execution. That is asked before anything is loaded,
     * because a class of JNA that failed to load once cannot be loaded again.
     *
     * @throws NotifyFailure when there is none, or no library for this machine
     */
    static UnpackedLibrary into(List<Path> candidates) throws NotifyFailure {
        List<String> refused = new ArrayList<>();
        for (Path candidate : candidates) {
            try {
                Files.createDirectories(candidate);
                UnpackedLibrary library = new UnpackedLibrary(
                        Files.createTempDirectory(candidate, "resilience-jna-").toAbsolutePath());
                if (library.unpack()) {
                    return library;
                }
                library.close();
                refused.add(candidate + " allows no execution (noexec)");
            } catch (IOException unusable) {
                refused.add(candidate + " cannot be written: " + unusable);
            }
        }
        throw NotifyFailure.unavailable(
                "JNA needs a directory that can be written and allows execution; tried " + refused
                        + ". Give the unit StateDirectory=, or state= to the agent",
                null);
    }

    /** Whether it can be executed there: the kernel says no for each file of a file system mounted noexec. */
    private boolean unpack() throws IOException, NotifyFailure {
        String resource = "com/sun/jna/" + platform() + "/" + FILE;
        Path file = directory.resolve(FILE);
        try (InputStream in = UnpackedLibrary.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw NotifyFailure.unavailable(
                        "no native library for this machine: " + resource + " is not in the agent's jar", null);
            }
            Files.copy(in, file);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return Files.isExecutable(file);
    }

    private static String platform() {
        String machine = System.getProperty("os.arch");
        return System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT) + "-"
                + (machine.equals("amd64") ? "x86-64" : machine);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(directory.resolve(FILE));
            Files.deleteIfExists(directory);
        } catch (IOException left) {
            // A file too many in our own directory is no reason to do without systemd.
            directory.toFile().deleteOnExit();
        }
    }
}
