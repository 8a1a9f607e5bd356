package io.resilienceagent.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads files that anything may be wrong with. */
final class FileText {
    /** The most bytes of a file; a policy of a thousand rules is a tenth of it. */
    static final int LARGEST = 1 << 20;

    private FileText() {}

    /** Reads a regular file, at most one byte more than is allowed; pipes and devices are not opened. */
    static byte[] bytes(Path path) throws IOException {
        if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
            throw new IOException(Files.isDirectory(path) ? "is a directory" : "is not a regular file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(LARGEST + 1);
        }
    }

    /** The file's problem for an exception that {@link #bytes} threw. */
    static UnreadableFile unreadable(String file, IOException e) {
        String found;
        if (e instanceof NoSuchFileException) {
            found = "there is no file " + file;
        } else if (e instanceof AccessDeniedException) {
            found = "may not read " + file;
        } else {
            found = "cannot read " + file + ": " + e.getMessage();
        }
        return new UnreadableFile(Place.wholeFile(file), found, "a readable policy file", "");
    }

    /** The text of a file's bytes, without a byte order mark. */
    static String decode(String file, byte[] bytes) throws UnreadableFile {
        if (bytes.length > LARGEST) {
            throw new UnreadableFile(
                    Place.wholeFile(file),
                    "found more than 1 MiB",
                    "a policy of at most 1 MiB",
                    "is it the right file?");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
        String text = chars.flip().toString();
        if (result.isError()) {
            int offset = text.codePointCount(0, text.length());
            throw new UnreadableFile(place(file, text, offset), "found bytes that are no UTF-8", "UTF-8", "");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The place of a code point of a text. */
    static Place place(String file, String text, int codePoint) {
        int line = 1;
        int column = 1;
        int at = 0;
        for (int i = 0; i < codePoint && at < text.length(); i++) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            column++;
            if (c == '\n') {
                line++;
                column = 1;
            }
        }
        return new Place(file, line, column);
    }
}
