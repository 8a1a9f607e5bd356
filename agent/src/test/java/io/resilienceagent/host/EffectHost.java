package io.resilienceagent.host;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads a class that is older than Java 7's, and waits for the agent to tell which rules have had no effect. */
public final class EffectHost {
    private EffectHost() {}

    public static void main(String[] arguments) throws Exception {
        Class<?> old = new Old().loadClass(EffectHost.class.getName() + "$OfOld");
        Object made = old.getDeclaredConstructor().newInstance();
        Tell.about("old", () -> ((java.util.concurrent.Callable<?>) made).call());
        Path status = Path.of("resilience-state", "status.json");
        Await.until(
                "the end of the grace time",
                () -> Files.exists(status) && Files.readString(status).contains("RULE_WITHOUT_EFFECT"));
        Tell.about("late", () -> new Calls().plain());
    }

    /** Uses nothing that Java 6 did not have. */
    public static final class OfOld implements java.util.concurrent.Callable<String> {
        @Override
        public String call() {
            return "old";
        }
    }

    private static final class Old extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.endsWith("$OfOld")) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = ClassFiles.ofVersion(in.readAllBytes(), 50);
                return defineClass(name, bytes, 0, bytes.length);
            } catch (java.io.IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
