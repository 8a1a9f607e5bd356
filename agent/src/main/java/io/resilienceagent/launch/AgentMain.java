package io.resilienceagent.launch;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.net.URISyntaxException;

/**
 * Where the JVM enters the agent. With {@link AgentClassLoader} the only class of the agent on the host's class
 * path, so it does the least: check, make the agent's own loader, hand over.
 *
 * <p>It runs before the host's {@code main}, when nothing may be woken that the host wants to set up itself: no
 * lambdas, no logging, no {@code java.nio.file}, no JMX.
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
            System.err.println(broken.getMessage() + "; the bot was NOT started");
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
        int java = Runtime.version().feature();
        if (java < OLDEST_JAVA) {
            throw new IllegalStateException(
                    "resilience: needs Java " + OLDEST_JAVA + " or newer, this JVM is Java " + java);
        }
        if (isJdkTool()) {
            return;
        }
        try {
            ClassLoader loader = new AgentClassLoader(ownJar());
            Method start = Class.forName("io.resilienceagent.agent.Agent", true, loader)
                    .getMethod(how, String.class, Instrumentation.class);
            start.invoke(null, arguments, instrumentation);
        } catch (Throwable broken) {
            throw new IllegalStateException("resilience: the agent could not start", broken);
        }
    }

    /** Given through {@code JAVA_TOOL_OPTIONS}, the agent also meets javac, jcmd and keytool: they are no bots. */
    private static boolean isJdkTool() {
        String command = System.getProperty("sun.java.command");
        // java Bot.java: the compiler's launcher starts it, and it is a bot.
        if (command != null && command.startsWith("jdk.compiler/com.sun.tools.javac.launcher.")) {
            return false;
        }
        int slash = command == null ? -1 : command.indexOf('/');
        return isOfTheJdk(System.getProperty("jdk.module.main"))
                || (slash > 0 && isOfTheJdk(command.substring(0, slash)));
    }

    /** A jar may be called java.bot.jar and a module jdk.bot: what counts is where the module comes from. */
    private static boolean isOfTheJdk(String module) {
        return module != null
                && (module.startsWith("jdk.") || module.startsWith("java."))
                && ModuleFinder.ofSystem().find(module).isPresent();
    }

    private static File ownJar() throws URISyntaxException {
        return new File(AgentMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
