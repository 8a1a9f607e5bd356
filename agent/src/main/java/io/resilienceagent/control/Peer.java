package io.resilienceagent.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/**
 * Which user is at the other end of a Unix socket, by the word of the kernel: only the bot's own and root may. Where the
 * JVM cannot ask (the module {@code jdk.net} is not there), the rights of the socket's file alone decide.
 */
final class Peer {
    private static final String ROOT = "0";

    private final UserPrincipal own;

    /** @param socket the socket's file, which is this process's own */
    Peer(Path socket) throws IOException {
        own = Files.getOwner(socket);
    }

    /** The user's name if it may speak, {@code ?} where nobody can tell; empty if it may not. */
    Optional<String> admitted(SocketChannel channel) throws IOException {
        UserPrincipal user;
        try {
            user = Asked.user(channel);
        } catch (LinkageError | UnsupportedOperationException cannotTell) {
            return Optional.of("?");
        }
        boolean may = user.equals(own) || user.equals(root());
        return may ? Optional.of(user.getName().replaceAll("\\s", "_")) : Optional.empty();
    }

    private static UserPrincipal root() throws IOException {
        // By number: a name may be given to anybody.
        return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(ROOT);
    }

    /** Apart, so that a JVM without the module fails here and nowhere else. */
    private static final class Asked {
        static UserPrincipal user(SocketChannel channel) throws IOException {
            return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        }
    }
}
