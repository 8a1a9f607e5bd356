package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.policy.MethodPattern;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Classes of real libraries, every method woven: what the JVM's verifier took before it takes after. */
@Timeout(120)
class RealLibrariesTest {
    private static final int MOST_CLASSES = 2_500;
    private static final MethodPattern EVERY =
            new MethodPattern("*", false, Optional.empty(), "*", Optional.empty(), false, "*#*");
    private static final InstanceWatch WATCH = new InstanceWatch("any", object -> {});

    @Test
    void whatTheVerifierTookBeforeItTakesAfter() throws Exception {
        Bytecode bytecode =
                new Bytecode(Bridge.install(ByteBuddyAgent.install()).bootstrapMethod());
        Map<String, byte[]> classes = classes();
        Map<String, byte[]> woven = new HashMap<>();
        List<Pointcut> twice = List.of(new Pointcut("a", "a", null, EVERY), new Pointcut("b", "b", null, EVERY));
        classes.forEach((name, bytes) -> {
            byte[] rewritten = bytecode.weave(bytes, twice, new Bytecode.Sight(WATCH, name.length() % 2 == 0))
                    .bytes();
            woven.put(name, rewritten == null ? bytes : rewritten);
        });
        Verifying before = new Verifying(classes);
        Verifying after = new Verifying(woven);
        Map<String, String> worse = new TreeMap<>();
        int sound = 0;
        for (String name : chosen(classes)) {
            String outcome = before.outcome(name);
            sound += outcome.isEmpty() ? 1 : 0;
            String now = after.outcome(name);
            if (!outcome.equals(now)) {
                worse.put(name, now);
            }
        }
        assertEquals(Map.of(), worse);
        assertTrue(sound > MOST_CLASSES / 2, "only so many could be verified: " + sound);
    }

    /** The same ones at each run. */
    private static List<String> chosen(Map<String, byte[]> classes) {
        List<String> names = new ArrayList<>(new TreeMap<>(classes).keySet());
        Collections.shuffle(names, new Random(20_261_123));
        return names.subList(0, Math.min(MOST_CLASSES, names.size()));
    }

    /** Those of the test's own class path. */
    private static Map<String, byte[]> classes() throws IOException {
        Map<String, byte[]> classes = new HashMap<>();
        List<String> jars = Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(path -> path.endsWith(".jar") && !path.contains("byte-buddy"))
                .toList();
        for (String jar : jars) {
            try (JarFile file = new JarFile(Path.of(jar).toFile())) {
                for (JarEntry entry : Collections.list(file.entries())) {
                    String name = entry.getName();
                    if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("-info.class")) {
                        classes.putIfAbsent(
                                name.substring(0, name.length() - 6).replace('/', '.'),
                                file.getInputStream(entry).readAllBytes());
                    }
                }
            }
        }
        return classes;
    }

    /** Has these classes and the JDK's, no others. */
    private static final class Verifying extends ClassLoader {
        private final Map<String, byte[]> classes;

        Verifying(Map<String, byte[]> classes) {
            super(ClassLoader.getPlatformClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }

        /** To be asked for its constructors a class is linked, so verified, and not initialized. */
        String outcome(String name) {
            try {
                Constructor<?>[] linked = Class.forName(name, false, this).getDeclaredConstructors();
                return linked == null ? "not linked" : "";
            } catch (ClassNotFoundException | LinkageError failure) {
                String message = String.valueOf(failure.getMessage());
                return failure.getClass().getSimpleName()
                        + (failure instanceof NoClassDefFoundError ? " " + message : "");
            }
        }
    }
}
