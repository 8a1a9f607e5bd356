package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.testing.Jvm;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The one file that people download: what is in it, how it is packed, and that it is built the same each time. */
class JarIT {
    private static final long LARGEST = 7_000_000;

    @Test
    void aHostsClassPathSeesTheLauncherAlone() throws IOException {
        Set<String> visible = new TreeSet<>();
        for (JarEntry entry : entries()) {
            String name = entry.getName();
            if (!entry.isDirectory() && !name.startsWith("agent/") && !name.startsWith("META-INF/third-party/")) {
                visible.add(entry.getName());
            }
        }
        Set<String> expected = new TreeSet<>(Set.of(
                "META-INF/LICENSE",
                "META-INF/MANIFEST.MF",
                "io/resilienceagent/launch/AgentClassLoader.class",
                "io/resilienceagent/launch/AgentMain.class",
                "io/resilienceagent/launch/AttachReply.class"));
        assertEquals(expected, visible);
    }

    @Test
    void theRestIsOursAndFiveLibraries() throws IOException {
        Set<String> roots = new TreeSet<>();
        for (JarEntry entry : entries()) {
            String[] parts = entry.getName().split("/", -1);
            if (!entry.isDirectory() && parts[0].equals("agent")) {
                roots.add(parts[1].equals("bridge") || parts[1].equals("packs") ? parts[1] : parts[1] + "/" + parts[2]);
            }
        }
        roots.remove("packs");
        assertEquals(
                Set.of(
                        "bridge",
                        "com/fasterxml",
                        "com/sun",
                        "io/prometheus",
                        "io/resilienceagent",
                        "org/objectweb",
                        "org/snakeyaml"),
                roots);
    }

    /** Each library's licence asks to be given along. */
    @Test
    void theLicencesAreInIt() throws IOException {
        Set<String> licensed = new TreeSet<>();
        for (JarEntry entry : entries()) {
            String[] parts = entry.getName().split("/", -1);
            if (entry.getName().startsWith("META-INF/third-party/")
                    && entry.getName().endsWith("/LICENSE")) {
                licensed.add(parts[2]);
            }
        }
        assertTrue(licensed.containsAll(Set.of("asm", "jackson-core", "jna")), licensed.toString());
    }

    /** Of JNA's native libraries those that systemd runs beside, and nothing for other systems. */
    @Test
    void jnaIsForLinuxOnTwoMachines() throws IOException {
        Set<String> natives = new TreeSet<>();
        for (JarEntry entry : entries()) {
            String name = entry.getName();
            if (name.startsWith("agent/com/sun/") && !name.matches(".*/jna/((internal|ptr)/)?([^/]+\\.class)?")) {
                natives.add(name.substring("agent/com/sun/".length()));
            }
        }
        natives.removeIf(name -> name.isEmpty() || name.endsWith("/"));
        assertEquals(Set.of("jna/linux-aarch64/libjnidispatch.so", "jna/linux-x86-64/libjnidispatch.so"), natives);
    }

    /** Stored, not deflated: the JVM starts faster. */
    @Test
    void nothingIsCompressed() throws IOException {
        for (JarEntry entry : entries()) {
            // The archiver compresses the manifest whatever it is told.
            if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                assertEquals(ZipEntry.STORED, entry.getMethod(), entry.getName());
            }
        }
    }

    /** No entry has a time of its own, and none stands twice: the same sources give the same bytes. */
    @Test
    void nothingInItDependsOnWhenOrWhereItWasBuilt() throws IOException {
        Set<FileTime> times = new HashSet<>();
        Set<LocalDateTime> local = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (JarEntry entry : entries()) {
            times.add(entry.getLastModifiedTime());
            local.add(entry.getTimeLocal());
            assertTrue(names.add(entry.getName()), entry.getName());
        }
        assertEquals(Set.of(LocalDateTime.of(2026, 1, 1, 0, 0)), local);
        assertEquals(1, times.size());
        try (JarFile jar = new JarFile(Jvm.AGENT.toFile())) {
            String text = jar.getManifest().getMainAttributes().values().toString();
            assertTrue(!text.contains(System.getProperty("user.name")) && !text.contains("/"), text);
        }
    }

    @Test
    void theManifestIsAnAgents() throws IOException {
        try (JarFile jar = new JarFile(Jvm.AGENT.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertEquals("io.resilienceagent.launch.AgentMain", manifest.getValue("Premain-Class"));
            assertEquals("io.resilienceagent.launch.AgentMain", manifest.getValue("Agent-Class"));
            assertEquals("true", manifest.getValue("Can-Retransform-Classes"));
            assertNotNull(manifest.getValue("Implementation-Version"));
            assertEquals(null, manifest.getValue("Boot-Class-Path"));
        }
    }

    /** An older JVM must be able to load what tells it that it is too old. */
    @Test
    void theEntryIsAClassOfJava8() throws IOException {
        try (JarFile jar = new JarFile(Jvm.AGENT.toFile());
                DataInputStream entry = new DataInputStream(
                        jar.getInputStream(jar.getEntry("io/resilienceagent/launch/AgentMain.class")))) {
            assertEquals(0xCAFEBABE, entry.readInt());
            assertEquals(52, entry.readInt());
        }
    }

    @Test
    void itIsNotLarge() throws IOException {
        assertTrue(Files.size(Jvm.AGENT) < LARGEST, () -> Jvm.AGENT.toFile().length() + " bytes");
    }

    private static List<JarEntry> entries() throws IOException {
        try (JarFile jar = new JarFile(Jvm.AGENT.toFile())) {
            List<JarEntry> entries = new ArrayList<>();
            jar.stream().forEach(entries::add);
            return entries;
        }
    }
}
