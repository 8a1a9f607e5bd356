package io.resilienceagent.launch;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The file in which whoever attached reads what came of it, since the JVM's attach protocol tells a number only: one
 * JSON object, written whole or not at all, for the host's user alone. Compiled for Java 8, like {@link AgentMain}.
 */
final class AttachReply {
    private final File file;
    private final File part;

    private AttachReply(File file, File part) {
        this.file = file;
        this.part = part;
    }

    /**
     * Makes sure that a reply can be written.
     *
     * @throws IOException naming the file, when it cannot
     */
    static AttachReply to(String path) throws IOException {
        File file = new File(path);
        File part = new File(path + "." + System.nanoTime() + ".part");
        try {
            if (!part.createNewFile()) {
                throw new IOException("it exists already");
            }
        } catch (IOException unwritable) {
            throw new IOException(part.getAbsolutePath() + ": " + unwritable.getMessage(), unwritable);
        }
        if (!ownerOnly(part)) {
            part.delete();
            throw new IOException(part.getAbsolutePath() + ": it cannot be kept from other users");
        }
        return new AttachReply(file, part);
    }

    /** Nobody else has read anything: the file is empty still. */
    private static boolean ownerOnly(File empty) {
        return empty.setReadable(false, false)
                && empty.setWritable(false, false)
                && empty.setReadable(true, true)
                && empty.setWritable(true, true);
    }

    /** Writes the reply; what was done stays done if the disk does not take it. */
    void write(String json) {
        try {
            try (OutputStream out = new FileOutputStream(part)) {
                out.write(json.getBytes(StandardCharsets.UTF_8));
            }
            if (!part.renameTo(file)) {
                throw new IOException("it cannot be renamed from " + part.getName());
            }
        } catch (IOException lost) {
            part.delete();
            throw new IllegalStateException(
                    "resilience: the reply " + file + " could not be written: " + lost.getMessage() + "\n" + json);
        }
    }

    /** The reply of an attach that came to nothing: a message's first line says what, the others say why. */
    static String refusal(String message) {
        String[] lines = String.valueOf(message).split("\n", -1);
        StringBuilder json = new StringBuilder("{\"ok\":false,\"error\":");
        text(json, lines[0]);
        json.append(",\"problems\":[");
        for (int i = lines.length == 1 ? 0 : 1; i < lines.length; i++) {
            text(json, lines[i].trim());
            json.append(i == lines.length - 1 ? "" : ",");
        }
        return json.append("]}").toString();
    }

    private static void text(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
