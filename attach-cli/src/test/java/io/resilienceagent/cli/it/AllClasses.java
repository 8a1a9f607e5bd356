package io.resilienceagent.cli.it;

import java.io.File;
import java.io.IOException;
import java.util.jar.JarFile;

/** A host that loads every class of the jars on its class path, as far as they can be loaded, and then stays. */
public final class AllClasses {
    private AllClasses() {}

    /** Loads them without running anything of theirs, and waits for the end of its input. */
    public static void main(String[] arguments) throws IOException {
        int loaded = 0;
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (element.endsWith(".jar")) {
                try (JarFile jar = new JarFile(element)) {
                    loaded += (int) jar.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                            .filter(AllClasses::load)
                            .count();
                }
            }
        }
        System.out.println("loaded " + loaded);
        while (System.in.read() >= 0) {
            // Somebody wants to look.
        }
    }

    private static boolean load(String file) {
        try {
            Class.forName(
                    file.substring(0, file.length() - ".class".length()).replace('/', '.'),
                    false,
                    AllClasses.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError lacksAnother) {
            return false;
        }
    }
}
