package io.resilienceagent.packing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the classes of a jar that has been read, and the JDK's. */
final class EntryLoader extends ClassLoader {
    private final Map<String, byte[]> bytes = new HashMap<>();
    private final String folder;

    /** @param folder where the names of the classes begin */
    EntryLoader(List<Entry> entries, String folder) {
        super(getPlatformClassLoader());
        this.folder = folder;
        entries.forEach(entry -> bytes.put(entry.name(), entry.bytes()));
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] found = bytes.get(folder + name.replace('.', '/') + ".class");
        if (found == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, found, 0, found.length);
    }
}
