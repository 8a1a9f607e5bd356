package io.resilienceagent.cli.record;

import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.client.Bot;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A recording in the agent's directory, fetched into a file of the user's: a new one, and for its owner only. */
public final class Recorded {
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private Recorded() {}

    /**
     * Makes sure, before anything is asked for, that a file can be made there.
     *
     * @param file null where none is wanted
     */
    public static void checkNew(Path file) {
        if (file == null) {
            return;
        }
        if (Files.exists(file)) {
            throw exists(file);
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw Trouble.usage("there is no directory " + directory, "make it, or choose another --out");
        }
    }

    private static Trouble exists(Path file) {
        return Trouble.usage(file + " is there already, and nothing is written over", "choose another --out");
    }

    /**
     * Copies it.
     *
     * @param bot whose path it is: one in a container has its own view of files
     * @param path as the agent tells it
     * @param into the new file
     * @return how long it is
     */
    public static long fetch(Bot bot, String path, Path into) {
        Path from = bot.pid().isPresent() ? bot.process().seen(Path.of(path)) : Path.of(path);
        try (InputStream in = Files.newInputStream(from)) {
            return copy(in, into);
        } catch (FileAlreadyExistsException taken) {
            throw exists(into);
        } catch (IOException failed) {
            throw Trouble.refused(
                    "NOT_FETCHED",
                    "the recording was written down, and could not be fetched: " + failed,
                    "it stands at " + path);
        }
    }

    private static long copy(InputStream in, Path into) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] rights = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        FileChannel channel = FileChannel.open(into, NEW, rights);
        try (OutputStream out = Channels.newOutputStream(channel)) {
            return in.transferTo(out);
        } catch (IOException halfway) {
            Files.deleteIfExists(into);
            throw halfway;
        }
    }
}
