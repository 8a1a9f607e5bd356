package io.resilienceagent.policies;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process of another user: tries to read files, and to ask the agent something; prints a line for each. Needs the JDK alone. */
final class Stranger {
    private Stranger() {}

    /** The socket, then files. */
    public static void main(String[] arguments) {
        System.out.println("socket=" + asked(Path.of(arguments[0])));
        for (int i = 1; i < arguments.length; i++) {
            Path file = Path.of(arguments[i]);
            System.out.println(file.getFileName() + "=" + read(file));
        }
    }

    private static String asked(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            try {
                channel.write(StandardCharsets.UTF_8.encode("{\"version\":1,\"id\":1,\"command\":\"hello\"}\n"));
                return channel.read(ByteBuffer.allocate(100)) > 0 ? "answered" : "sent away";
            } catch (IOException closed) {
                return "sent away";
            }
        } catch (IOException refused) {
            return "refused";
        }
    }

    private static String read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                try (DirectoryStream<Path> listed = Files.newDirectoryStream(file)) {
                    return listed.iterator().hasNext() ? "read" : "read, empty";
                }
            }
            Files.newInputStream(file).close();
            return "read";
        } catch (IOException refused) {
            return "refused";
        }
    }
}
