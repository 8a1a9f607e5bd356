package io.resilienceagent.systemd;

import io.resilienceagent.guard.Events;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Loads JNA, once, when the first message is to be sent: a service without systemd never pays for it, and the host's
 * {@code main} has then set up the logging that JNA wakes. Used by one thread.
 */
final class NativeLoader {
    private static final String CLEANER = "com.sun.jna.internal.Cleaner";

    private final List<Path> directories;
    private final Optional<Instrumentation> instrumentation;
    private final Events events;

    /**
     * @param directories where its native library may be unpacked, the best first
     * @param instrumentation to give it leave for native access; without, newer JVMs print a warning
     */
    NativeLoader(List<Path> directories, Optional<Instrumentation> instrumentation, Events events) {
        this.directories = directories;
        this.instrumentation = instrumentation;
        this.events = events;
    }

    /** @throws NotifyFailure when it cannot be loaded; a second try will not do better */
    LibC load() throws NotifyFailure {
        try (UnpackedLibrary library = UnpackedLibrary.into(directories);
                JnaProperties properties = new JnaProperties()) {
            properties.pointAt(library.directory());
            giveLeave();
            LibC libc = new LibC();
            endCleaner();
            return libc;
        } catch (LinkageError | RuntimeException broken) {
            throw NotifyFailure.unavailable("JNA cannot be loaded: " + innermost(broken), broken);
        }
    }

    private void giveLeave() {
        if (instrumentation.isPresent()) {
            try {
                NativeAccess.giveJna(NativeLoader.class.getClassLoader(), instrumentation.get());
            } catch (ReflectiveOperationException | RuntimeException | LinkageError refused) {
                events.failure("SYSTEMD_ERROR", "leave for native access", refused);
            }
        }
    }

    /** JNA's cleaner has nothing to clean, and would linger for half a minute under a name that is not ours. */
    private static void endCleaner() {
        Thread[] threads = new Thread[Thread.activeCount() * 2 + 8];
        int count = Thread.currentThread().getThreadGroup().enumerate(threads, false);
        for (int i = 0; i < count; i++) {
            Class<?> type = threads[i].getClass();
            if (type.getName().startsWith(CLEANER) && type.getClassLoader() == NativeLoader.class.getClassLoader()) {
                threads[i].interrupt();
            }
        }
    }

    private static Throwable innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }
}
