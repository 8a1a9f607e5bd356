package io.resilienceagent.cli.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A command line of {@code java}, taken apart.
 *
 * @param options those of the JVM
 * @param main the main class, the jar's file name or the module; empty where it cannot be told
 */
record JavaCommand(List<String> options, String main) {
    /** Options whose value is the next word. */
    private static final Set<String> WITH_VALUE = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--limit-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--patch-module",
            "--enable-native-access",
            "--source",
            "--describe-module",
            "-d");

    /** @param words the launcher's path first */
    static JavaCommand of(List<String> words) {
        List<String> options = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            String next = i + 1 < words.size() ? words.get(i + 1) : "";
            if (word.equals("-jar")) {
                return new JavaCommand(options, fileName(next));
            }
            if (word.equals("-m") || word.equals("--module")) {
                return new JavaCommand(options, next);
            }
            if (!word.startsWith("-") && !word.startsWith("@") && !word.isEmpty()) {
                return new JavaCommand(options, word);
            }
            options.add(word);
            if (WITH_VALUE.contains(word)) {
                options.add(next);
                i++;
            }
        }
        return new JavaCommand(options, "");
    }

    /** What the JVM itself calls its main: a class or a jar's path, and arguments. */
    static String main(String command) {
        int jar = command.indexOf(".jar");
        int blank = command.indexOf(' ');
        int end = jar >= 0 && (blank < 0 || command.startsWith("/")) ? jar + ".jar".length() : blank;
        String main = end < 0 || end > command.length() ? command : command.substring(0, end);
        return main.endsWith(".jar") ? fileName(main) : main;
    }

    private static String fileName(String path) {
        Path name = path.indexOf('\0') >= 0 ? null : Path.of(path).getFileName();
        return name == null ? path : name.toString();
    }
}
