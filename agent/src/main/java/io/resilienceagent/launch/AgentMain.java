package io.resilienceagent.launch;

import java.lang.instrument.Instrumentation;

/**
 * Where the JVM enters the agent. With {@link AgentClassLoader} the only class of the agent on the host's class
 * path. It is compiled for Java 8, so that an older JVM gets a sentence and not an UnsupportedClassVersionError.
 */
public final class AgentMain {
    private static final int OLDEST_JAVA = 17;
    private static final int CONFIG_ERROR = 77;

    private AgentMain() {}

    /** Started with {@code -javaagent}: a problem with the policy ends the JVM before the bot trades unguarded. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        try {
            launch("premain", arguments, instrumentation);
        } catch (Throwable broken) {
            // A bot that trades unguarded in silence is worse than one that does not start.
            System.err.println(broken.getMessage() + "; the bot was NOT started (exit code 77)");
            if (broken.getCause() != null) {
                broken.getCause().printStackTrace();
            }
            System.exit(CONFIG_ERROR);
        }
    }

    /** Attached to a running JVM: a problem is reported to whoever attached, and the bot goes on. */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        launch("agentmain", arguments, instrumentation);
    }

    private static void launch(String how, String arguments, Instrumentation instrumentation) {
        String java = System.getProperty("java.specification.version");
        if (java.startsWith("1.") || Integer.parseInt(java) < OLDEST_JAVA) {
            throw new IllegalStateException(
                    "resilience: needs Java " + OLDEST_JAVA + " or newer, this JVM is Java " + java);
        }
        AgentClassLoader.launch(how, arguments, instrumentation);
    }
}
