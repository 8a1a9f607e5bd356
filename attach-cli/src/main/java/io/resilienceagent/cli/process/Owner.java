package io.resilienceagent.cli.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * As whom a process acts.
 *
 * @param user its effective user, by number
 * @param groups all its groups, by number
 */
public record Owner(long user, Set<Long> groups) {
    private static final int EXECUTE = 1;
    private static final int READ = 4;

    /** Copies the set. */
    public Owner {
        groups = Set.copyOf(groups);
    }

    /** Of a process; empty where it has gone. */
    public static Optional<Owner> of(ProcessFiles process) {
        Optional<String> users = process.status("Uid");
        if (users.isEmpty()) {
            return Optional.empty();
        }
        Set<Long> groups = new TreeSet<>();
        Optional<String> group = process.status("Gid");
        if (group.isPresent()) {
            groups.add(Long.parseLong(group.get().split("\\s+", -1)[1]));
        }
        for (String word : process.status("Groups").orElse("").split("\\s+", -1)) {
            if (!word.isEmpty()) {
                groups.add(Long.parseLong(word));
            }
        }
        return Optional.of(new Owner(Long.parseLong(users.get().split("\\s+", -1)[1]), groups));
    }

    /** Of this process. */
    public static Owner self() {
        return of(ProcessFiles.self()).orElseThrow();
    }

    /** Whether everything is allowed to it, as far as users go. */
    public boolean isRoot() {
        return user == 0;
    }

    /** Its name, or its number where this machine does not know it. */
    public String name() {
        String number = Long.toString(user);
        try (BufferedReader lines = Files.newBufferedReader(Path.of("/etc/passwd"), StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(":", -1);
                if (fields.length > 2 && fields[2].equals(number)) {
                    return fields[0];
                }
            }
            return number;
        } catch (IOException unreadable) {
            return number;
        }
    }

    /**
     * What keeps it from reading a file: the file itself, or a directory above it that it may not enter.
     *
     * @param shown the file as this process sees it; links are followed
     */
    public Optional<Path> obstacle(Path shown) {
        Path real;
        try {
            real = shown.toRealPath();
        } catch (IOException notThere) {
            return Optional.of(shown);
        }
        for (Path above = real.getParent(); above != null && !isRoot(); above = above.getParent()) {
            if (!may(above, EXECUTE)) {
                return Optional.of(above);
            }
        }
        return isRoot() || may(real, READ) ? Optional.empty() : Optional.of(real);
    }

    private boolean may(Path file, int what) {
        try {
            Map<String, Object> facts = Files.readAttributes(file, "unix:uid,gid,mode");
            int mode = (Integer) facts.get("mode");
            long ofUser = ((Number) facts.get("uid")).longValue();
            long ofGroup = ((Number) facts.get("gid")).longValue();
            int shift = ofUser == user ? 6 : groups.contains(ofGroup) ? 3 : 0;
            return (mode >> shift & what) == what;
        } catch (IOException | UnsupportedOperationException unknown) {
            return true;
        }
    }
}
