package io.resilienceagent.packing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.tree.ClassNode;

/**
 * Makes a jar quicker to start. Lambdas become plain classes, one for all of a class where that is possible: the JDK makes
 * one class for each of them while somebody waits, with machinery that is cold then. Class files get a format
 * with frames and lose what only debuggers read; entries are stored as they are where that is asked for.
 */
public final class Packing {
    private static final String CLASS = ".class";

    private final String folder;
    private final Map<String, ClassNode> classes = new LinkedHashMap<>();
    private final Map<String, List<LambdaClass>> lambdas = new LinkedHashMap<>();

    private Packing(String folder) {
        this.folder = folder;
    }

    /**
     * Replaces a jar by one that does the same, sooner.
     *
     * @param arguments the jar; the folder in it whose classes are meant, as /agent/, or / for all; the folders whose
     *     entries are not to be compressed
     * @throws IOException when it cannot be read or written; then it is as it was
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            throw new IllegalArgumentException("expected JAR /FOLDER/ [/STORED/...], found " + List.of(arguments));
        }
        List<String> folders = Stream.of(arguments).skip(1).map(Packing::inJar).toList();
        pack(Path.of(arguments[0]), folders.get(0), folders.subList(1, folders.size()));
    }

    /** The names of a jar's entries begin without a slash. */
    private static String inJar(String folder) {
        if (!folder.startsWith("/") || !folder.endsWith("/")) {
            throw new IllegalArgumentException("expected a folder such as /agent/, found " + folder);
        }
        return folder.substring(1);
    }

    static void pack(Path jar, String folder, List<String> stored) throws IOException {
        List<Entry> packed = new Packing(folder).packed(Entry.read(jar));
        Path part = jar.resolveSibling(jar.getFileName() + ".part");
        try {
            Entry.write(packed, name -> stored.stream().anyMatch(name::startsWith), part);
            Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private List<Entry> packed(List<Entry> entries) {
        ClassLoader loader = new EntryLoader(entries, folder);
        for (Entry entry : entries) {
            if (entry.name().startsWith(folder) && entry.name().endsWith(CLASS)) {
                ClassNode read = ClassFile.read(entry.bytes(), loader);
                // Else it stands there for another JDK, or as a mere resource.
                if (entry.name().equals(place(read.name))) {
                    classes.put(entry.name(), read);
                }
            }
        }
        takeOutLambdas(new Interfaces(loader));
        List<Entry> packed = new ArrayList<>();
        for (Entry entry : entries) {
            ClassNode read = classes.get(entry.name());
            packed.add(read == null ? entry : new Entry(entry.name(), entry.time(), ClassFile.write(read)));
            for (LambdaClass made : lambdas.getOrDefault(entry.name(), List.of())) {
                packed.add(new Entry(place(made.name()), entry.time(), made.bytes()));
            }
        }
        return packed;
    }

    private String place(String type) {
        return folder + type + CLASS;
    }

    private void takeOutLambdas(Interfaces interfaces) {
        classes.values().forEach(interfaces::learn);
        classes.forEach((name, outer) -> lambdas.put(name, Lambdas.takeOut(outer, interfaces)));
        classes.forEach((name, outer) -> {
            ClassNode host = classes.get(place(Lambdas.nestHost(outer)));
            lambdas.get(name).forEach(made -> host.visitNestMember(made.name()));
        });
    }
}
