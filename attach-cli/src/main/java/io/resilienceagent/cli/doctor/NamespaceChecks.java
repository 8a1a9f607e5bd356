package io.resilienceagent.cli.doctor;

import io.resilienceagent.cli.process.ProcessFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of namespaces, mounts and filters stands between this process and a JVM. */
public final class NamespaceChecks {
    private static final Path TEMPORARY = Path.of("/tmp");
    private static final String FILTERED = "2";
    private static final int MOUNT_POINT = 4;
    private static final int OPTIONS = 5;

    private NamespaceChecks() {}

    static List<Finding> of(ProcessFiles process) {
        List<Finding> findings = new ArrayList<>();
        containers(process, findings);
        temporary(process, findings);
        if (killsAtFirstAttach(process)) {
            findings.add(Finding.warning(
                    "SYSTEM_CALLS_FILTERED",
                    "its system calls are filtered; where the filter lacks chown, as ~@privileged does, the first attach"
                            + " kills the JVM",
                    "see that its unit has SystemCallFilter=@chown, then: attach --despite-filter"));
        }
        return findings;
    }

    /** Whether the JVM's answer to a first attach may be its end: its calls are filtered, and ours are not. */
    public static boolean killsAtFirstAttach(ProcessFiles process) {
        boolean filtered = process.status("Seccomp").orElse("").equals(FILTERED);
        boolean alike = ProcessFiles.self().status("Seccomp").orElse("").equals(FILTERED);
        return filtered && !alike && !Files.exists(process.seen(TEMPORARY).resolve(".java_pid" + ownNumber(process)));
    }

    /** The number by which a process knows itself. */
    public static String ownNumber(ProcessFiles process) {
        String numbers = process.status("NSpid").orElse(Long.toString(process.pid()));
        return numbers.substring(numbers.lastIndexOf('\t') + 1);
    }

    private static void containers(ProcessFiles process, List<Finding> findings) {
        if (!process.sharesNamespace("pid").orElse(true)) {
            findings.add(Finding.ok(
                    "CONTAINER",
                    "it lives in a container, where it is process " + ownNumber(process)
                            + ": jar and policy must be files of the container"));
        }
        Optional<Boolean> alike = process.sharesNamespace("mnt");
        if (alike.isEmpty()) {
            findings.add(Finding.problem(
                    "CLOSED_NAMESPACE",
                    "its namespaces may not be looked at, as with PrivateUsers= or a JVM that raised its privileges",
                    "run it as root"));
        } else if (!alike.get()) {
            boolean open = Files.isWritable(process.file("root").resolve("tmp"));
            findings.add(
                    open
                            ? Finding.ok(
                                    "OTHER_TMP",
                                    "it has a /tmp of its own (PrivateTmp= or a container), which is reached through /proc")
                            : Finding.problem(
                                    "OTHER_TMP_CLOSED",
                                    "it has a /tmp of its own (PrivateTmp= or a container), which you may not enter",
                                    "run it as root"));
        }
    }

    /** The JVM makes its attach socket in /tmp: where that is read-only, nobody can attach. */
    private static void temporary(ProcessFiles process, List<Finding> findings) {
        String options = "";
        int depth = -1;
        for (String line : process.text("mountinfo").orElse("").split("\n", -1)) {
            String[] fields = line.split(" ", -1);
            if (fields.length > OPTIONS && TEMPORARY.startsWith(Path.of(fields[MOUNT_POINT]))) {
                int deep = Path.of(fields[MOUNT_POINT]).getNameCount();
                if (deep > depth) {
                    depth = deep;
                    options = fields[OPTIONS];
                }
            }
        }
        if (List.of(options.split(",", -1)).contains("ro")) {
            findings.add(Finding.problem(
                    "TMP_READ_ONLY",
                    "it cannot write to /tmp (ProtectSystem=strict without PrivateTmp=), and cannot answer an attach",
                    "add PrivateTmp=yes to its unit, or start the bot with -javaagent:resilience.jar=POLICY"));
        }
    }
}
