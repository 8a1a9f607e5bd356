package io.resilienceagent.weave;

import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.MethodPattern;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The class files of a class path, and those of the JDK where a policy speaks of them. Not thread-safe. */
final class ClassFiles {
    private final ClassLoader loader;
    private final Set<String> names;

    ClassFiles(ClassLoader loader, Set<String> names) {
        this.loader = loader;
        this.names = names;
    }

    ClassLoader loader() {
        return loader;
    }

    /** The names of the classes that the class path has. */
    Set<String> names() {
        return names;
    }

    /** The classes that these patterns may speak of: few, or all, where one has to be searched for. */
    Set<String> named(Collection<JoinPointRule> rules) {
        List<MethodPattern> patterns =
                rules.stream().flatMap(rule -> rule.on().stream()).toList();
        Set<String> named = new TreeSet<>();
        for (MethodPattern pattern : patterns) {
            if (pattern.exactClass()) {
                named.add(pattern.className());
            } else if (!named.containsAll(names)) {
                named.addAll(names);
            }
        }
        if (patterns.stream().anyMatch(pattern -> !pattern.exactClass() && ofTheJdk(pattern.className()))) {
            named.addAll(jdk());
        }
        return named;
    }

    private static boolean ofTheJdk(String className) {
        return Pointcuts.isOfTheJdk(className.replace('.', '/'));
    }

    /** The class file; null where there is none that can be read. */
    byte[] bytes(String className) {
        try (InputStream in = loader.getResourceAsStream(className.replace('.', '/') + ".class")) {
            byte[] bytes = in == null ? null : in.readAllBytes();
            return bytes == null || bytes.length < 10 ? null : bytes;
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static List<String> jdk() {
        List<String> found = new ArrayList<>();
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        try (Stream<Path> files = Files.walk(modules)) {
            files.map(file -> modules.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .forEach(name -> found.add(name.substring(name.indexOf('/') + 1, name.length() - ".class".length())
                            .replace('/', '.')));
        } catch (IOException unreadable) {
            return found;
        }
        return found;
    }
}
