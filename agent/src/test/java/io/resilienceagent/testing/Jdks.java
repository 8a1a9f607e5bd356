package io.resilienceagent.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JDKs of this machine that forked tests run on: the one that runs the build, and the newest found. */
public final class Jdks {
    private static final int NEWEST_WANTED = 25;
    private static final List<Jdk> FOUND = find();

    private Jdks() {}

    /** A JDK: its feature version and its home. */
    public record Jdk(int version, Path home) {
        /** The {@code java} command. */
        public String java() {
            return home.resolve("bin").resolve("java").toString();
        }

        @Override
        public String toString() {
            return "JDK " + version;
        }
    }

    /** JDK 17 and the newest JDK, in this order; fails where there is none from 25 on, so that a green build means both. */
    public static List<Jdk> all() {
        return FOUND;
    }

    private static List<Jdk> find() {
        Map<Integer, Path> homes = new TreeMap<>(Comparator.reverseOrder());
        for (Path home : candidates()) {
            int version = version(home);
            if (version > 0) {
                homes.putIfAbsent(version, home);
            }
        }
        int newest = homes.keySet().iterator().next();
        if (newest < NEWEST_WANTED || !homes.containsKey(17)) {
            throw new IllegalStateException("the forked tests need JDK 17 and JDK " + NEWEST_WANTED
                    + " or newer (JAVA_HOME_25_X64, or a usual JVM folder); found " + homes);
        }
        return List.of(new Jdk(17, homes.get(17)), new Jdk(newest, homes.get(newest)));
    }

    private static List<Path> candidates() {
        List<Path> candidates = new ArrayList<>();
        candidates.add(Path.of(System.getProperty("java.home")));
        System.getenv().forEach((name, value) -> {
            if (name.matches("JAVA_?HOME.*|JAVA\\d+_HOME|JDK.*HOME")) {
                candidates.add(Path.of(value));
            }
        });
        String user = System.getProperty("user.home");
        for (String folder :
                List.of("/usr/lib/jvm", "/opt/java", "/opt", user + "/.sdkman/candidates/java", user + "/.jdks")) {
            File[] inside = new File(folder).listFiles(File::isDirectory);
            Stream.of(inside == null ? new File[0] : inside).map(File::toPath).forEach(candidates::add);
        }
        return candidates;
    }

    private static int version(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/javac")) || !Files.isReadable(release)) {
            return -1;
        }
        try {
            return Files.readString(release, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("[^0-9.]", "").replaceAll("\\..*", ""))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException | NumberFormatException unreadable) {
            return -1;
        }
    }
}
