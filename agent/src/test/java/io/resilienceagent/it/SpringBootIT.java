package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.host.BootHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** A Spring Boot fat jar, with Boot's own launcher: the guarded class lies in a folder of it that only Boot reads. */
class SpringBootIT {
    private static final List<String> NEEDED = List.of(
            "spring-boot-3",
            "spring-core",
            "spring-jcl",
            "spring-context",
            "spring-aop",
            "spring-beans",
            "spring-expression");

    private static final String POLICY = """
            version: 1
            bot: boot
            join_points:
              client:
                on: io.resilienceagent.host.Calls#client
                bind: {symbol: arg0}
                deny: {throw: io.resilienceagent.host.Calls$Refused}
            guards:
              client: [rate_limit: {calls: 1, within: 1h, per: symbol}]
            """;

    @ForkedJvm
    void aClassOfAFatJarIsGuarded(Jvm jvm) throws IOException {
        Path jar = fatJar(jvm.write("none", "").resolveSibling("boot.jar"));
        GuardedRun run = GuardedRun.ofHost(jvm.running("-jar", jar.toString()), POLICY);
        assertEquals(
                Map.of(
                        "first", "client sent A",
                        "second", "Refused RATE_LIMITED",
                        "loader", "org.springframework.boot.loader.launch.LaunchedClassLoader"),
                run.told());
        assertEquals(List.of("io.resilienceagent.host.Calls#client(String)"), run.matched("client"));
    }

    /** What Boot's Maven plugin makes: the launcher at the root, the application and its libraries in two folders. */
    private static Path fatJar(Path file) throws IOException {
        Attributes attributes = HostJars.attributes("Main-Class", "org.springframework.boot.loader.launch.JarLauncher");
        attributes.putValue("Start-Class", BootHost.class.getName());
        attributes.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
        attributes.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
        try (HostJars.Writing jar = new HostJars.Writing(file, attributes)) {
            unpack(HostJars.jarOf(org.springframework.boot.loader.launch.JarLauncher.class), jar);
            jar.put("BOOT-INF/", new byte[0]);
            jar.put("BOOT-INF/classes/", new byte[0]);
            jar.put("BOOT-INF/lib/", new byte[0]);
            Path hosts = Path.of("target", "test-classes", "io", "resilienceagent", "host");
            try (Stream<Path> classes = Files.list(hosts)) {
                for (Path type : classes.sorted().toList()) {
                    jar.put("BOOT-INF/classes/io/resilienceagent/host/" + type.getFileName(), HostJars.read(type));
                }
            }
            for (String library : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
                Path path = Path.of(library);
                String name = path.getFileName().toString();
                if (NEEDED.stream().anyMatch(name::startsWith)) {
                    jar.put("BOOT-INF/lib/" + name, HostJars.read(path));
                }
            }
        }
        return file;
    }

    private static void unpack(Path from, HostJars.Writing to) throws IOException {
        try (JarFile jar = new JarFile(from.toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().startsWith("org/") && !entry.isDirectory()) {
                    to.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
                }
            }
        }
    }
}
