package io.resilienceagent.control;

import io.resilienceagent.guard.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The file {@code admin.token}: whoever can read it may change things over HTTP. */
final class AdminToken {
    private static final int BYTES = 32;
    private static final int SHORTEST = 16;
    private static final int LONGEST = 1024;
    private static final Set<StandardOpenOption> HOW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

    private AdminToken() {}

    /**
     * The token in the file; a new one where there is none. A person may write another one there, or remove the file:
     * it is read when the policy is.
     */
    static String in(Path file) throws IOException {
        try (FileChannel channel = OwnerOnly.file(file, HOW)) {
            if (channel.size() == 0) {
                String token = fresh();
                ByteBuffer bytes = StandardCharsets.US_ASCII.encode(token + '\n');
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                return token;
            }
        }
        if (Files.size(file) > LONGEST) {
            throw new IOException(file + " has more than " + LONGEST + " bytes; remove it to get a new token");
        }
        String token = Files.readString(file).strip();
        if (token.length() < SHORTEST) {
            throw new IOException(file + " holds a token of less than " + SHORTEST
                    + " characters, which can be guessed; remove it to get a new one");
        }
        return token;
    }

    private static String fresh() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
