package io.resilienceagent.host;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicInteger;

/** Another agent in the host: counts how often the class {@link Calls} is loaded or transformed once more. */
public final class CountingAgent implements ClassFileTransformer {
    static final AtomicInteger TRANSFORMED = new AtomicInteger();

    private CountingAgent() {}

    public static void premain(String arguments, Instrumentation instrumentation) {
        instrumentation.addTransformer(new CountingAgent(), true);
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (name != null && name.endsWith("/host/Calls")) {
            TRANSFORMED.incrementAndGet();
        }
        return null;
    }
}
