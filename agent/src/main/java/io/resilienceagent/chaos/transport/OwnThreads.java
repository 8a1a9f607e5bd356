package io.resilienceagent.chaos.transport;

/** Tells the agent's threads from the host's. */
final class OwnThreads {
    private static final String PREFIX = "resilience-";
    private static final ClassLoader OWN_LOADER = OwnThreads.class.getClassLoader();
    /** In tests the agent's classes stand on the class path, where every thread has their loader. */
    private static final boolean ALONE = "resilience-agent".equals(OWN_LOADER.getName());

    private OwnThreads() {}

    /**
     * Whether the current thread is one of ours: by its name, or, where the JDK made it for us (a server's dispatcher), by the
     * context class loader that it inherited.
     */
    static boolean isCurrent() {
        Thread thread = Thread.currentThread();
        return thread.getName().startsWith(PREFIX) || (ALONE && thread.getContextClassLoader() == OWN_LOADER);
    }
}
