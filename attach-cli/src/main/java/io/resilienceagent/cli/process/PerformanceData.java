package io.resilienceagent.cli.process;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The texts that a HotSpot JVM publishes of itself in {@code /tmp/hsperfdata_USER/PID}: what jps reads, and read without
 * its help, since jps looks only into the /tmp that it sees itself. The layout is version 2 of the JVM's own.
 */
final class PerformanceData {
    private static final int MAGIC = 0xcafec0c0;
    private static final int LITTLE_ENDIAN = 1;
    private static final int BYTE_ORDER_AT = 4;
    private static final int FIRST_ENTRY_AT = 24;
    private static final long LARGEST = 1L << 20;

    private PerformanceData() {}

    /** The texts by name, such as {@code java.rt.vmArgs}; empty where the JVM publishes nothing or it may not be read. */
    static Map<String, String> of(ProcessFiles process) {
        Path temporary = process.seen(Path.of("/tmp"));
        String numbers = process.status("NSpid").orElse(Long.toString(process.pid()));
        String number = numbers.substring(numbers.lastIndexOf('\t') + 1);
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(temporary)) {
            List<Path> files = new ArrayList<>();
            for (Path directory : directories) {
                // A /tmp may hold thousands.
                if (directory.getFileName().toString().startsWith("hsperfdata_")) {
                    Path file = directory.resolve(number);
                    if (Files.isReadable(file)) {
                        files.add(file);
                    }
                }
            }
            return files.size() == 1 && Files.size(files.get(0)) <= LARGEST
                    ? texts(ByteBuffer.wrap(Files.readAllBytes(files.get(0))))
                    : Map.of();
        } catch (IOException | DirectoryIteratorException | SecurityException unreadable) {
            return Map.of();
        }
    }

    /** Reads what was written by a JVM, or by somebody who only says so. */
    static Map<String, String> texts(ByteBuffer data) {
        Map<String, String> texts = new HashMap<>();
        try {
            if (data.order(ByteOrder.BIG_ENDIAN).getInt(0) != MAGIC) {
                return Map.of();
            }
            data.order(data.get(BYTE_ORDER_AT) == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int at = data.getInt(FIRST_ENTRY_AT);
            int entries = data.getInt(FIRST_ENTRY_AT + 4);
            for (int i = 0; i < entries; i++) {
                int length = data.getInt(at);
                int room = data.getInt(at + 8);
                if (data.get(at + 12) == 'B' && room > 0) {
                    texts.put(
                            text(data, at + data.getInt(at + 4), length), text(data, at + data.getInt(at + 16), room));
                }
                if (length <= 0) {
                    break;
                }
                at += length;
            }
        } catch (IndexOutOfBoundsException | BufferUnderflowException cutShort) {
            // What stands before the cut is as good as ever.
        }
        return texts;
    }

    private static String text(ByteBuffer data, int at, int most) {
        int end = at;
        while (end < at + most && data.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - at];
        data.get(at, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
