package io.resilienceagent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassReader;

/**
 * Tells subtypes from the class files alone: while a class is being loaded its superclass may not be loaded yet, and
 * to load it here could deadlock with the host's own loading. Remembers what it read, per class loader. Thread-safe.
 */
final class Hierarchy {
    private final Map<ClassLoader, Map<String, Boolean>> known = new WeakHashMap<>();

    /**
     * Reads a class file of the JDK once. What reading needs is loaded by it; were that loaded first while one of just
     * those classes is asked about, the JVM would report a circle.
     */
    void wake() {
        read("java/lang/Object", null);
    }

    /**
     * Whether the class is, extends or implements a type of this name.
     *
     * @param type the supertype's internal name
     */
    boolean isSubtype(String type, String className, byte[] classFile, ClassLoader loader) {
        return className.equals(type) || anyParent(type, new ClassReader(classFile), loader);
    }

    private boolean anyParent(String type, ClassReader reader, ClassLoader loader) {
        if (reader.getSuperName() != null && isNamedSubtype(type, reader.getSuperName(), loader)) {
            return true;
        }
        for (String parent : reader.getInterfaces()) {
            if (isNamedSubtype(type, parent, loader)) {
                return true;
            }
        }
        return false;
    }

    private boolean isNamedSubtype(String type, String className, ClassLoader loader) {
        if (className.equals(type)) {
            return true;
        }
        // The JDK's classes are not subtypes of a library's, and most hierarchies end in one.
        if (className.startsWith("java/") && !type.startsWith("java")) {
            return false;
        }
        Map<String, Boolean> ofLoader = ofLoader(loader);
        String question = type + " " + className;
        Boolean answer = ofLoader.get(question);
        if (answer == null) {
            ClassReader reader = read(className, loader);
            answer = reader != null && anyParent(type, reader, loader);
            ofLoader.put(question, answer);
        }
        return answer;
    }

    private Map<String, Boolean> ofLoader(ClassLoader loader) {
        synchronized (known) {
            return known.computeIfAbsent(loader, l -> new ConcurrentHashMap<>());
        }
    }

    private static ClassReader read(String className, ClassLoader loader) {
        String resource = className + ".class";
        try (InputStream in = loader == null
                ? ClassLoader.getSystemResourceAsStream(resource)
                : loader.getResourceAsStream(resource)) {
            return in == null ? null : new ClassReader(in);
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
    }
}
