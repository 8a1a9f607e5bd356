package io.resilienceagent.shape;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The classes that a class loader has, by name, read from its class files: none is loaded. Any of them may be out of reach, since
 * many a class speaks of an optional library. Not thread-safe.
 */
public final class Shapes {
    private final ClassLoader loader;
    private final Map<String, Optional<ClassShape>> known = new HashMap<>();
    private final Map<String, String> unreadable = new HashMap<>();

    /** @param loader finds the class files of the host and of the JDK */
    public Shapes(ClassLoader loader) {
        this.loader = loader;
    }

    /** The class of this name; empty where there is none that can be read, and for primitive types and arrays. */
    public Optional<ClassShape> find(String name) {
        return known.computeIfAbsent(name, this::read);
    }

    private Optional<ClassShape> read(String name) {
        try (InputStream in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in == null ? Optional.empty() : Optional.of(ClassShape.of(in.readAllBytes()));
        } catch (IOException | RuntimeException why) {
            unreadable.put(name, why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage());
            return Optional.empty();
        }
    }

    /** Why a class that is there could not be read when it was asked for, such as a newer Java's; empty where nothing hindered. */
    public Optional<String> problem(String name) {
        return Optional.ofNullable(unreadable.get(name));
    }

    /** A class and its superclasses, as far as they can be read. */
    public List<ClassShape> lineage(ClassShape type) {
        List<ClassShape> line = new ArrayList<>();
        Optional<ClassShape> next = Optional.of(type);
        while (next.isPresent() && !line.contains(next.get())) {
            line.add(next.get());
            next = find(next.get().superclass());
        }
        return line;
    }

    /** Whether a lineage goes up to its end: nothing that may declare more is out of reach. */
    public static boolean isWhole(List<ClassShape> lineage) {
        return lineage.get(lineage.size() - 1).superclass().isEmpty();
    }

    /** Whether a class is, extends or implements another; false where what lies between is out of reach. */
    public boolean isSubtype(String name, String type) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            String next = open.poll();
            if (next.equals(type)) {
                return true;
            }
            // Class files may lie: of a circle no end is awaited.
            if (seen.add(next)) {
                find(next).ifPresent(shape -> {
                    open.add(shape.superclass());
                    open.addAll(shape.interfaces());
                });
            }
        }
        return false;
    }
}
