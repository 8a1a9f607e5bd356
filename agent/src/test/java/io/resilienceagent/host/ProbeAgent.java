package io.resilienceagent.host;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Another agent in the host, which looks at what ours has left behind. */
public final class ProbeAgent {
    private static volatile Instrumentation instrumentation;

    private ProbeAgent() {}

    public static void premain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Comes once more: the JVM asks its agents in the order in which they came, and the last one sees what all others did. */
    public static void agentmain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** The class files that the JVM has of these classes just now, as agents leave them that came before, by class. */
    static Map<String, String> classFiles(Class<?>... classes) throws Exception {
        Map<String, String> files = new HashMap<>();
        List<String> wanted =
                Stream.of(classes).map(type -> type.getName().replace('.', '/')).toList();
        ClassFileTransformer reader = new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
                // Other classes are defined meanwhile, and the JVM takes even those for the one that is redefined.
                if (wanted.contains(name)) {
                    files.put(name, HexFormat.of().formatHex(classFile));
                }
                return null;
            }
        };
        instrumentation.addTransformer(reader, true);
        try {
            instrumentation.retransformClasses(classes);
        } finally {
            instrumentation.removeTransformer(reader);
        }
        return files;
    }

    /** How many classes of our agent's would have a thread, made below one of their frames, keep their loader. */
    static int tellingDomains() {
        int telling = 0;
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            ClassLoader loader = type.getClassLoader();
            if (loader != null
                    && "resilience-agent".equals(loader.getName())
                    && type.getProtectionDomain().getClassLoader() == loader) {
                telling++;
            }
        }
        return telling;
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
