package io.resilienceagent.cli.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the agent's socket of a process without knowing its directory: among the Unix sockets on which it listens, by their
 * inodes.
 */
public final class ControlSockets {
    /** How the agent calls it. */
    public static final String NAME = "control.sock";

    /** How it was called when it was made: the kernel keeps that name. */
    private static final String MADE_AS = "control.new";

    private static final String LISTENS = "00010000";
    private static final int FIELDS = 8;

    private ControlSockets() {}

    /**
     * The sockets of that name, as this process can reach them: mostly one, or none.
     *
     * @throws AccessDeniedException when the process is somebody else's
     */
    public static List<Path> of(ProcessFiles process) throws AccessDeniedException {
        Set<String> inodes = inodes(process);
        List<Path> found = new ArrayList<>();
        for (String line : process.text("net/unix").orElse("").split("\n", -1)) {
            // The cheapest question first: there are thousands of lines, and one is ours.
            if (!line.endsWith(NAME) && !line.endsWith(MADE_AS)) {
                continue;
            }
            // Num RefCount Protocol Flags Type St Inode Path, and a path may hold blanks.
            String[] fields = line.strip().split(" +", FIELDS);
            if (fields.length == FIELDS && fields[3].equals(LISTENS) && inodes.contains(fields[6])) {
                if (fields[7].endsWith("/" + NAME)) {
                    found.add(process.seen(Path.of(fields[7])));
                } else if (fields[7].endsWith("/" + MADE_AS)) {
                    found.add(process.seen(Path.of(fields[7]).resolveSibling(NAME)));
                }
            }
        }
        return found;
    }

    private static Set<String> inodes(ProcessFiles process) throws AccessDeniedException {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(process.file("fd"))) {
            for (Path entry : entries) {
                Optional<String> inode = socket(entry);
                if (inode.isPresent()) {
                    inodes.add(inode.get());
                }
            }
        } catch (AccessDeniedException forbidden) {
            throw forbidden;
        } catch (IOException | DirectoryIteratorException gone) {
            return Set.of();
        }
        return inodes;
    }

    private static Optional<String> socket(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:[")
                    ? Optional.of(target.substring("socket:[".length(), target.length() - 1))
                    : Optional.empty();
        } catch (IOException closedMeanwhile) {
            return Optional.empty();
        }
    }
}
