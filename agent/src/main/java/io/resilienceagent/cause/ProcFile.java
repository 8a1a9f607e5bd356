package io.resilienceagent.cause;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what Linux tells in its file system of processes; null for what is not there or not ours to read. */
final class ProcFile {
    private ProcFile() {}

    /** The file's text, at most so many bytes of it. */
    static String text(String path, int most) {
        try (FileInputStream file = new FileInputStream(path)) {
            return new String(file.readNBytes(most), StandardCharsets.ISO_8859_1);
        } catch (IOException | SecurityException unreadable) {
            return null;
        }
    }

    /** What a link names. */
    static String link(String path) {
        try {
            return Files.readSymbolicLink(Path.of(path)).toString();
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
    }

    /** The numbers of a line, as {@code schedstat} has them; null unless there are at least so many. */
    static long[] numbers(String text, int atLeast) {
        if (text == null) {
            return null;
        }
        String[] words = text.trim().split("\\s+", -1);
        long[] numbers = new long[words.length];
        try {
            for (int i = 0; i < words.length; i++) {
                numbers[i] = Long.parseLong(words[i]);
            }
        } catch (NumberFormatException other) {
            return null;
        }
        return numbers.length < atLeast ? null : numbers;
    }
}
