package io.resilienceagent.it;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** Class paths and jars of hosts, made of what the build has compiled and fetched. */
final class HostJars {
    private static final Path CLASSES = Path.of("target", "test-classes").toAbsolutePath();
    private static final Path LIBRARIES =
            Path.of("target", "hosts", "libraries").toAbsolutePath();

    private HostJars() {}

    /** The tests' classes, with libraries that the build fetched for hosts. */
    static String classPath(String... libraries) {
        List<String> elements = new ArrayList<>(List.of(CLASSES.toString()));
        for (String library : libraries) {
            elements.add(library(library).toString());
        }
        return String.join(File.pathSeparator, elements);
    }

    /** A library that the build fetched for hosts. */
    static Path library(String name) {
        return LIBRARIES.resolve(name + ".jar");
    }

    /** The jar that a class of the tests' own class path comes from. */
    static Path jarOf(Class<?> type) {
        return Path.of(java.net.URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    /** A compiled class of the tests. */
    static byte[] classFile(Class<?> type) {
        return read(CLASSES.resolve(entryName(type)));
    }

    static String entryName(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A jar with a manifest of these attributes, and with these classes of the tests. */
    static Path jar(Path file, Attributes attributes, Class<?>... classes) {
        try (Writing jar = new Writing(file, attributes)) {
            for (Class<?> type : classes) {
                jar.put(entryName(type), classFile(type));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    static Attributes attributes(String name, String value) {
        Attributes attributes = new Attributes();
        attributes.putValue("Manifest-Version", "1.0");
        attributes.putValue(name, value);
        return attributes;
    }

    /** Attributes of an agent that may transform loaded classes. */
    static Attributes premain(String className) {
        Attributes attributes = attributes("Premain-Class", className);
        attributes.putValue("Agent-Class", className);
        attributes.putValue("Can-Retransform-Classes", "true");
        return attributes;
    }

    /** A jar that is being written. */
    static final class Writing implements AutoCloseable {
        private final JarOutputStream jar;

        Writing(Path file, Attributes attributes) throws IOException {
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().putAll(attributes);
            OutputStream out = Files.newOutputStream(file);
            jar = new JarOutputStream(out, manifest);
        }

        /** Adds an entry, uncompressed: the launcher of a fat jar reads jars within jars in place. */
        void put(String name, byte[] bytes) throws IOException {
            ZipEntry entry = new ZipEntry(name);
            CRC32 sum = new CRC32();
            sum.update(bytes);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            entry.setCrc(sum.getValue());
            jar.putNextEntry(entry);
            jar.write(bytes);
            jar.closeEntry();
        }

        @Override
        public void close() throws IOException {
            jar.close();
        }
    }
}
