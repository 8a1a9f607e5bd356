package io.resilienceagent.agent;

import io.resilienceagent.control.ControlServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What whoever attaches wants done as soon as the agent works, and the answer to it: the agent is asked without a connection. */
final class FirstRequest {
    private static final int MOST_BYTES = ControlServer.MOST_REQUEST_BYTES;

    private final Optional<byte[]> request;

    private FirstRequest(Optional<byte[]> request) {
        this.request = request;
    }

    /**
     * Reads it, before anything is begun.
     *
     * @param file empty where nothing is asked
     */
    static FirstRequest in(Optional<Path> file) throws Unusable {
        if (file.isEmpty()) {
            return new FirstRequest(Optional.empty());
        }
        try (InputStream in = Files.newInputStream(file.get())) {
            byte[] read = in.readNBytes(MOST_BYTES + 1);
            if (read.length > MOST_BYTES) {
                throw unusable(file.get(), "found more than " + MOST_BYTES + " bytes, expected one request");
            }
            return new FirstRequest(Optional.of(read));
        } catch (IOException unreadable) {
            throw unusable(file.get(), "it cannot be read (" + unreadable + ")");
        }
    }

    /** Has it done; empty where nothing is asked. */
    Optional<String> answer(Control control) {
        return request.map(control::answer);
    }

    private static Unusable unusable(Path file, String why) {
        return new Unusable("the request of the attach cannot be used", "ask=" + file + ": " + why);
    }
}
