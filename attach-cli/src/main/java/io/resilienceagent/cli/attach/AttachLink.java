package io.resilienceagent.cli.attach;

import io.resilienceagent.cli.doctor.NamespaceChecks;
import io.resilienceagent.cli.process.ProcessFiles;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A JVM with a /tmp of its own makes its attach socket there, and the attach of JDK 17 looks for it in ours. A link in our
 * /tmp, which leads through {@code /proc} into the other, is there for as long as it is needed.
 */
final class AttachLink implements AutoCloseable {
    private final String number;
    private final Optional<Path> link;

    private AttachLink(String number, Optional<Path> link) {
        this.number = number;
        this.link = link;
    }

    static AttachLink to(ProcessFiles process) throws IOException {
        String number = NamespaceChecks.ownNumber(process);
        // In another pid namespace each JDK looks in the right place by itself.
        boolean needed = !process.sharesNamespace("mnt").orElse(true)
                && process.sharesNamespace("pid").orElse(true);
        Path link = Path.of("/tmp", ".java_pid" + number);
        if (needed) {
            removeIfDead(link);
        }
        if (!needed || Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            return new AttachLink(number, Optional.empty());
        }
        Files.createSymbolicLink(link, process.file("root").resolve("tmp").resolve(".java_pid" + number));
        return new AttachLink(number, Optional.of(link));
    }

    /**
     * A JVM that was killed leaves its socket behind, and its number comes back one day. Mostly nothing is there; what cannot be
     * taken away stays, and the attach will say what is wrong with it.
     */
    private static void removeIfDead(Path socket) {
        try {
            if (refuses(socket)) {
                Files.delete(socket);
            }
        } catch (IOException leftAlone) {
            // As it says above.
        }
    }

    private static boolean refuses(Path socket) throws IOException {
        BasicFileAttributes found = Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isOther()) {
            return false;
        }
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
            return false;
        } catch (ConnectException nobodyListens) {
            return true;
        }
    }

    /** The number by which the JVM knows itself. */
    String number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        if (link.isPresent() && Files.isSymbolicLink(link.get())) {
            Files.delete(link.get());
        }
    }
}
