package io.resilienceagent.weave;

import java.io.File;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Which classes a class path has beside one that it lacks: the ground for "there is no such class, did you mean". */
final class ClassPathIndex {
    private final String classPath;

    ClassPathIndex(String classPath) {
        this.classPath = classPath;
    }

    /** The names of the classes in a package; empty where the class path does not have the package. */
    Set<String> classesOf(String packageName) {
        Set<String> found = new TreeSet<>();
        Set<File> seen = new HashSet<>();
        Deque<File> open = new ArrayDeque<>();
        for (String element : classPath.split(File.pathSeparator, -1)) {
            open.add(new File(element));
        }
        while (!open.isEmpty()) {
            File element = open.poll();
            if (!seen.add(element)) {
                continue;
            }
            if (element.isDirectory()) {
                directory(new File(element, packageName.replace('.', '/')), packageName, found);
            } else if (element.isFile()) {
                jar(element, packageName, found, open);
            }
        }
        return found;
    }

    private static void directory(File directory, String packageName, Set<String> found) {
        String[] files = directory.list((dir, name) -> name.endsWith(".class"));
        for (String file : files == null ? new String[0] : files) {
            found.add(packageName + '.' + file.substring(0, file.length() - ".class".length()));
        }
    }

    private static void jar(File file, String packageName, Set<String> found, Deque<File> open) {
        String prefix = packageName.replace('.', '/') + '/';
        try (JarFile jar = new JarFile(file)) {
            jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(prefix)
                            && name.endsWith(".class")
                            && name.indexOf('/', prefix.length()) < 0)
                    .forEach(name -> found.add(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.')));
            Manifest manifest = jar.getManifest();
            String more = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            for (String element : more == null ? new String[0] : more.split(" ", -1)) {
                open.add(new File(file.getAbsoluteFile().getParentFile(), element));
            }
        } catch (IOException noJar) {
            // The JVM passes over such an element too.
        }
    }
}
