package io.resilienceagent.cli.doctor;

import io.resilienceagent.cli.process.ProcessFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A directory as {@code /proc/PID} is one, for a process that cannot be had on each machine: a HotSpot JVM of Java 17 that runs
 * {@code bot.jar} as this user, until a test says otherwise.
 */
final class ProcDirectory {
    /** More than the kernel ever gives. */
    static final long PID = 4_194_305;

    private final Path proc;
    private final Path process;
    private final Map<String, String> status = new LinkedHashMap<>();

    ProcDirectory(Path directory) throws IOException {
        proc = directory.resolve("proc");
        process = Files.createDirectories(proc.resolve(Long.toString(PID)));
        ProcessFiles self = ProcessFiles.self();
        for (String name : new String[] {"Uid", "Gid", "Groups"}) {
            status(name, self.status(name).orElse(""));
        }
        status("State", "S (sleeping)");
        status("NSpid", Long.toString(PID));
        status("Seccomp", "0");
        for (String namespace : new String[] {"pid", "mnt"}) {
            link("ns/" + namespace, self.link("ns/" + namespace).orElseThrow());
        }
        link("root", "/");
        link("cwd", directory.toString());
        file("maps", "7f0000000000-7f0000001000 r-xp 00000000 08:01 42 /opt/jdk/lib/server/libjvm.so\n");
        file("mountinfo", "1 0 8:1 / / rw,relatime - ext4 /dev/sda1 rw\n");
        file("environ", "");
        command("-jar", "/srv/bot/bot.jar", "--ticks", "0");
        java("17.0.15");
    }

    ProcessFiles files() {
        return new ProcessFiles(proc, PID);
    }

    /** Writes one of its files. */
    ProcDirectory file(String name, String text) throws IOException {
        Files.writeString(process.resolve(name), text);
        return this;
    }

    /** Makes one of its links, which need not lead anywhere. */
    ProcDirectory link(String name, String target) throws IOException {
        Path link = process.resolve(name);
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(target));
        return this;
    }

    /** Sets a line of its {@code status}. */
    ProcDirectory status(String name, String value) throws IOException {
        status.put(name, value);
        StringBuilder text = new StringBuilder("Name:\tjava\n");
        status.forEach((key, its) -> text.append(key).append(":\t").append(its).append('\n'));
        return file("status", text.toString());
    }

    /** Its command line behind {@code java}. */
    ProcDirectory command(String... words) throws IOException {
        return file("cmdline", "java\0" + String.join("\0", words) + "\0");
    }

    /** The version of the Java that it was started with. */
    ProcDirectory java(String version) throws IOException {
        Path home = Files.createDirectories(proc.resolveSibling("jdk"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return link("exe", home.resolve("bin").resolve("java").toString());
    }
}
