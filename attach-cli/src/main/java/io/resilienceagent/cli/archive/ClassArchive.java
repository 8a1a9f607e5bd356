package io.resilienceagent.cli.archive;

import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The archive of this program's classes for the Java that runs it: a file beside the jar, which the launcher hands to each later
 * JVM of this feature version (class data sharing, JEP 350). The JVM itself refuses one that fits neither it nor the jar, and works
 * without. The name ends with the file's size, for JDK 17 dies of an archive that was cut.
 */
public final class ClassArchive {
    /** As the launcher starts this program: an archive fits a JVM of the same kind only. */
    private static final List<String> AS_LAUNCHED =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    private static final String SUFFIX = ".jsa";
    private static final String FROM_ARCHIVE = "io.resilienceagent.cli.Main source: shared objects file (top)";
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Path jar;
    private final String java;
    private final String prefix;

    private ClassArchive(Path jar, String java, int feature) {
        this.jar = jar;
        this.java = java;
        String name = jar.getFileName().toString();
        this.prefix = name.substring(0, name.length() - ".jar".length()) + "-" + feature + "-";
    }

    /**
     * That of the jar and of the Java that run now.
     *
     * @throws Trouble when this program runs from no jar
     */
    public static ClassArchive ofThisProgram() {
        Path from = origin();
        if (!Files.isRegularFile(from) || !from.toString().endsWith(".jar")) {
            throw Trouble.refused(
                    "NO_JAR",
                    "this program runs from " + from + ", which is no jar",
                    "start it as: resilience class-archive");
        }
        try {
            // As the launcher names it: the JVM compares the paths.
            return new ClassArchive(
                    from.toRealPath(),
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    Runtime.version().feature());
        } catch (IOException gone) {
            throw Trouble.refused("NO_JAR", from + " cannot be read (" + gone + ")", "put it back");
        }
    }

    private static Path origin() {
        try {
            return Path.of(ClassArchive.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Makes it, tries it, and puts it in the place of an earlier one. Takes seconds: this program is rehearsed on a bot of its own.
     *
     * @return the file
     * @throws Trouble when it cannot be made; then there is none that was not there before
     */
    public Path make() {
        try (Workshop workshop = Workshop.beside(jar, prefix)) {
            Path made = workshop.file();
            run(
                    workshop,
                    "-XX:ArchiveClassesAtExit=" + made,
                    "-cp",
                    jar.toString(),
                    Rehearsal.class.getName(),
                    java,
                    workshop.directory().toString());
            if (!Files.isRegularFile(made)) {
                throw failed("this Java wrote no archive", workshop.said());
            }
            Path loaded = workshop.directory().resolve("loaded.txt");
            run(
                    workshop,
                    "-XX:SharedArchiveFile=" + made,
                    "-XX:-CreateCoredumpOnCrash",
                    "-Xlog:class+load:file=" + loaded,
                    "-jar",
                    jar.toString(),
                    "--version");
            if (!Files.readString(loaded).contains(FROM_ARCHIVE)) {
                throw Trouble.refused(
                        "NO_ARCHIVE",
                        "this Java does not use the archive that it wrote",
                        jar.toString().contains(" ")
                                ? "Java 17 cannot where a path has a blank: put the program into a directory without one"
                                : "take another Java; without an archive all works, and starts later");
            }
            Path archive = jar.resolveSibling(prefix + Files.size(made) + SUFFIX);
            Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
            clear(archive);
            return archive;
        } catch (IOException unwritable) {
            throw Trouble.refused(
                    "ARCHIVE_UNWRITABLE",
                    "the archive cannot be written beside " + jar + " (" + unwritable + ")",
                    "run it as the user to whom that directory belongs, where the disk has 20 MB left");
        }
    }

    private void run(Workshop workshop, String... words) throws IOException {
        Process process = workshop.start(java, AS_LAUNCHED, words);
        try {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new Trouble(
                        Exit.TIMEOUT,
                        "ARCHIVE_TIMEOUT",
                        "no archive within " + LONGEST.toMinutes() + " minutes",
                        "try again");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw interrupted();
        } finally {
            process.destroyForcibly();
        }
        if (workshop.abandoned()) {
            throw interrupted();
        }
        if (process.exitValue() != 0) {
            throw failed("the rehearsal ended with " + process.exitValue(), workshop.said());
        }
    }

    private static Trouble interrupted() {
        return new Trouble(Exit.INTERRUPTED, "INTERRUPTED", "interrupted: no archive was made", "");
    }

    private static Trouble failed(String what, String said) {
        return Trouble.refused(
                "NO_ARCHIVE",
                (what + "\n" + said).strip(),
                "mend what it says, a full disk too; without an archive all works, and starts later");
    }

    /** An earlier one would be used no more. One that another run just made goes too: it is the same. */
    private void clear(Path kept) throws IOException {
        try (DirectoryStream<Path> archives =
                Files.newDirectoryStream(jar.getParent(), path -> isArchive(path) && !path.equals(kept))) {
            for (Path archive : archives) {
                Files.deleteIfExists(archive);
            }
        }
    }

    private boolean isArchive(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(prefix) && name.endsWith(SUFFIX);
    }
}
