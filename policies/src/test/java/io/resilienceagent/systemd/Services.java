package io.resilienceagent.systemd;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What services of tests are made of: JVMs that run the agent's room alone, or the agent's jar and the sample bot. */
final class Services {
    private static final String CLASSES = RealSystemd.HOME + "/classes";

    private static final Path UNIT =
            Path.of("..", "docs", "market-bot.service").toAbsolutePath().normalize();

    private Services() {}

    /** A systemd that has the JDKs, the jars of this build, and the room's own host on a class path. */
    static RealSystemd systemd(Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        unpack(classes);
        Path hosts = Path.of("..", "agent", "target", "test-classes", "io", "resilienceagent", "host");
        Path there = Files.createDirectories(classes.resolve("io/resilienceagent/host"));
        for (String host : new String[] {"ServiceHost", "Tell", "Await"}) {
            Files.copy(hosts.resolve(host + ".class"), there.resolve(host + ".class"));
        }
        return new RealSystemd(folder, jdks());
    }

    /** The JDKs, and where services have them. */
    static Map<Path, String> jdks() throws IOException {
        Map<Path, String> binds = new LinkedHashMap<>();
        for (Jdks.Jdk jdk : Jdks.all()) {
            binds.put(jdk.home().toRealPath(), home(jdk));
        }
        return binds;
    }

    /** Our classes and JNA as they are in the jar, where only the agent's own loader looks: a class path of a test. */
    private static void unpack(Path folder) throws IOException {
        try (ZipFile jar = new ZipFile(Jvm.AGENT.toFile())) {
            for (ZipEntry entry : jar.stream().filter(e -> !e.isDirectory()).toList()) {
                String name = entry.getName();
                if (name.startsWith("agent/io/resilienceagent/") || name.startsWith("agent/com/sun/jna/")) {
                    Path file = folder.resolve(name.substring("agent/".length()));
                    Files.createDirectories(file.getParent());
                    try (InputStream in = jar.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                }
            }
        }
    }

    private static String home(Jdks.Jdk jdk) {
        return "/srv/jdk-" + jdk.version();
    }

    /** The {@code java} command as services find it. */
    static String java(Jdks.Jdk jdk) {
        return home(jdk) + "/bin/java";
    }

    /** The {@code jcmd} command as the systemd's machine has it. */
    static String jcmd(Jdks.Jdk jdk) {
        return home(jdk) + "/bin/jcmd";
    }

    /** The command line of a host that does this, one after the other; see {@code ServiceHost}. */
    static String host(Jdks.Jdk jdk, String... acts) {
        // On newer JVMs JNA on a class path, as here, has to be allowed; the agent does so for its own.
        String leave = jdk.version() >= 24 ? " --enable-native-access=ALL-UNNAMED" : "";
        StringBuilder command = new StringBuilder(java(jdk) + leave + " -XX:TieredStopAtLevel=1 -cp " + CLASSES);
        command.append(" io.resilienceagent.host.ServiceHost");
        for (String act : acts) {
            command.append(" \"").append(act).append('"');
        }
        return command.toString();
    }

    /** A unit of these lines in {@code [Service]}, which works in {@link RealSystemd#HOME}. */
    static String service(String command, String... lines) {
        return "[Unit]\nStartLimitIntervalSec=0\n[Service]\nType=notify\nWorkingDirectory=" + RealSystemd.HOME
                + "\nSuccessExitStatus=143\nExecStart=" + command + "\n" + String.join("\n", lines) + "\n";
    }

    /** A line of the unit file of the documents, by its beginning. */
    static String line(String begin) throws IOException {
        return Files.readAllLines(UNIT).stream()
                .filter(line -> line.startsWith(begin))
                .findFirst()
                .orElseThrow(() -> new AssertionError(UNIT + " has no line " + begin));
    }

    /**
     * The unit file of the documents, with some of its lines in other words.
     *
     * @param changes each a line's beginning, which must be there, and the line that stands for it
     */
    static String marketBot(Map<String, String> changes) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(UNIT));
        changes.forEach((begin, line) -> {
            int found = -1;
            for (int i = 0; i < lines.size(); i++) {
                found = lines.get(i).startsWith(begin) ? i : found;
            }
            assertTrue(found >= 0, () -> UNIT + " has no line " + begin);
            lines.set(found, line);
        });
        return String.join("\n", lines) + "\n";
    }
}
