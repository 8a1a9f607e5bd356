package io.resilienceagent.weave;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Which classes a class path has beside one that it lacks: the ground for "there is no such class, did you mean". */
final class ClassPathIndex {
    private final String classPath;

    ClassPathIndex(String classPath) {
        this.classPath = classPath;
    }

    /** The names of the classes in a package; empty where the class path does not have the package. */
    Set<String> classesOf(String packageName) {
        String prefix = packageName.replace('.', '/') + '/';
        return find(prefix, name -> name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0);
    }

    /** The names of all classes. What a jar has for newer JDKs only is a variant of a class, and none of its own. */
    Set<String> classes() {
        return find("", name -> !name.startsWith("META-INF/") && !name.endsWith("-info.class"));
    }

    /** @param prefix which directory of each element holds all that is sought; empty for the whole element */
    private Set<String> find(String prefix, Predicate<String> sought) {
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
                directory(element.toPath(), prefix, sought, found);
            } else if (element.isFile()) {
                jar(element, sought, found, open);
            }
        }
        return found;
    }

    private static void directory(Path root, String prefix, Predicate<String> sought, Set<String> found) {
        Path start = root.resolve(prefix);
        try (Stream<Path> files = Files.walk(start, prefix.isEmpty() ? Integer.MAX_VALUE : 1)) {
            files.forEach(
                    file -> add(root.relativize(file).toString().replace(File.separatorChar, '/'), sought, found));
        } catch (IOException | UncheckedIOException notThere) {
            // The JVM finds nothing there either.
        }
    }

    private static void jar(File file, Predicate<String> sought, Set<String> found, Deque<File> open) {
        try (JarFile jar = new JarFile(file)) {
            jar.stream().forEach(entry -> add(entry.getName(), sought, found));
            Manifest manifest = jar.getManifest();
            String more = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            for (String element : more == null ? new String[0] : more.split(" ", -1)) {
                open.add(new File(file.getAbsoluteFile().getParentFile(), element));
            }
        } catch (IOException noJar) {
            // The JVM passes over such an element too.
        }
    }

    private static void add(String name, Predicate<String> sought, Set<String> found) {
        if (name.endsWith(".class") && sought.test(name)) {
            found.add(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
        }
    }
}
