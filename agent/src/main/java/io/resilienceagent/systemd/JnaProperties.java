package io.resilienceagent.systemd;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The system properties that JNA reads and writes while it loads. They are the whole JVM's, and a host with a JNA of
 * its own has meant them for that one: ours sees none of the host's, and the host finds them as it left them. Used by
 * one thread, as a resource: closed, it gives them back as it found them.
 */
final class JnaProperties implements AutoCloseable {
    private static final List<String> ALL = List.of(
            "jna.boot.library.name",
            "jna.boot.library.path",
            "jna.debug_load",
            "jna.debug_load.jna",
            "jna.encoding",
            "jna.library.path",
            "jna.loaded",
            "jna.noclasspath",
            "jna.nosys",
            "jna.nounpack",
            "jna.platform.library.path",
            "jna.prefix",
            "jna.protected",
            "jna.tmpdir",
            "jnidispatch.path",
            "jnidispatch.preserve");

    private final Map<String, String> before = new HashMap<>();

    JnaProperties() {
        for (String name : ALL) {
            before.put(name, System.getProperty(name));
        }
    }

    /** For JNA to load its native library from this directory, where it is unpacked. */
    void pointAt(Path directory) {
        ALL.forEach(System::clearProperty);
        System.setProperty("jna.boot.library.path", directory.toString());
        // From there or not at all: neither the system's library nor one unpacked to a directory of JNA's choice.
        System.setProperty("jna.nosys", "true");
        System.setProperty("jna.noclasspath", "true");
        System.setProperty("jna.nounpack", "true");
        System.setProperty("jna.tmpdir", directory.toString());
        // Were it not set, JNA would start a process in the host to ask ldconfig where libraries are.
        System.setProperty("jna.platform.library.path", "");
    }

    @Override
    public void close() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }
}
