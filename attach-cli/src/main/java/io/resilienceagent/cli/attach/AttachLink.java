package io.resilienceagent.cli.attach;

import io.resilienceagent.cli.doctor.NamespaceChecks;
import io.resilienceagent.cli.process.ProcessFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
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
        if (!needed || Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            return new AttachLink(number, Optional.empty());
        }
        Files.createSymbolicLink(link, process.file("root").resolve("tmp").resolve(".java_pid" + number));
        return new AttachLink(number, Optional.of(link));
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
