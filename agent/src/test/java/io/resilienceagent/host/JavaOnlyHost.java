package io.resilienceagent.host;

import java.io.IOException;
import java.io.InputStream;

/** Runs guarded classes under a loader that gives away nothing but {@code java.*} to its parent, as OSGi's do. */
public final class JavaOnlyHost {
    private JavaOnlyHost() {}

    public static void main(String[] arguments) throws Exception {
        Runnable inside = (Runnable) new JavaOnly()
                .loadClass(JavaOnlyHost.class.getName() + "$Inside")
                .getDeclaredConstructor()
                .newInstance();
        inside.run();
    }

    /** What runs inside. */
    public static final class Inside implements Runnable {
        @Override
        public void run() {
            Tell.that("loader", Calls.class.getClassLoader().getClass().getSimpleName());
            Calls calls = new Calls();
            Tell.about("first", () -> calls.client("A"));
            Tell.about("second", () -> calls.client("A"));
            Tell.about("thrown", calls::thrown);
            Tell.about("thrown again", calls::thrown);
        }
    }

    private static final class JavaOnly extends ClassLoader {
        JavaOnly() {
            super(null);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                return name.startsWith("java.") ? super.loadClass(name, resolve) : findClass(name);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try (InputStream in = ClassLoader.getSystemResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null || !name.startsWith("io.resilienceagent.host.")) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
