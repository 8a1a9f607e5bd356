package io.resilienceagent.host;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.MessageDigest;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;

/** Another agent in the host, which looks at what ours has left behind. */
public final class ProbeAgent {
    private static volatile Instrumentation instrumentation;

    private ProbeAgent() {}

    public static void premain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** The bytecode that the JVM has for these classes just now, and their dynamic calls, by class. */
    static Map<String, String> digests(Class<?>... classes) throws Exception {
        Map<String, String> digests = new HashMap<>();
        ClassFileTransformer reader = new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
                digests.put(name, classFile.length + " bytes " + digest(classFile));
                return null;
            }
        };
        instrumentation.addTransformer(reader, true);
        try {
            instrumentation.retransformClasses(classes);
        } finally {
            instrumentation.removeTransformer(reader);
        }
        return digests;
    }

    private static String digest(byte[] classFile) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(classFile));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** How many class loaders of our agent the JVM still has. */
    static int agentLoaders() {
        IdentityHashMap<ClassLoader, Boolean> loaders = new IdentityHashMap<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            ClassLoader loader = type.getClassLoader();
            if (loader != null && "resilience-agent".equals(loader.getName())) {
                loaders.put(loader, true);
            }
        }
        return loaders.size();
    }
}
