package io.resilienceagent.packing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A file in a jar, or a folder, whose name ends with a slash. */
final class Entry {
    private final String name;
    private final LocalDateTime time;
    private final byte[] bytes;

    /** @param time when it was changed last */
    Entry(String name, LocalDateTime time, byte[] bytes) {
        this.name = name;
        this.time = time;
        this.bytes = bytes;
    }

    String name() {
        return name;
    }

    LocalDateTime time() {
        return time;
    }

    /** Not a copy. */
    byte[] bytes() {
        return bytes;
    }

    static List<Entry> read(Path jar) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                entries.add(new Entry(entry.getName(), entry.getTimeLocal(), bytes));
            }
        }
        return entries;
    }

    /** @param stored which of them, by name, are not to be compressed */
    static void write(List<Entry> entries, Predicate<String> stored, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Entry entry : entries) {
                zip.putNextEntry(entry.head(stored.test(entry.name)));
                zip.write(entry.bytes);
                zip.closeEntry();
            }
        }
    }

    private ZipEntry head(boolean stored) {
        ZipEntry head = new ZipEntry(name);
        head.setTimeLocal(time);
        if (stored) {
            CRC32 sum = new CRC32();
            sum.update(bytes);
            head.setMethod(ZipEntry.STORED);
            head.setSize(bytes.length);
            head.setCrc(sum.getValue());
        }
        return head;
    }
}
