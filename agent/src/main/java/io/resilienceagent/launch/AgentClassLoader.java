package io.resilienceagent.launch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Loads the agent and all that it needs from the folder {@code agent/} of its jar. That folder means nothing to the
 * host's loaders, so the host never meets a class of ours, and we never meet the host's ASM or JNA: the
 * parent is the platform loader, which knows the JDK alone.
 *
 * <p>It runs before the host's {@code main}, when nothing may be woken that the host wants to set up itself: no
 * lambdas, no logging, no {@code java.nio.file}, no JMX.
 */
final class AgentClassLoader extends ClassLoader {
    private static final String FOLDER = "agent/";

    static {
        registerAsParallelCapable();
    }

    private final File file;
    private final ZipFile jar;

    /**
     * One that does not know this loader, as the usual one does: up to JDK 23 a thread keeps those of all code that it
     * was made under, so a thread that the host makes below a frame of ours would keep a detached agent for ever.
     */
    private final ProtectionDomain domain = new ProtectionDomain(null, null);

    private AgentClassLoader(File file) throws IOException {
        super("resilience-agent", ClassLoader.getPlatformClassLoader());
        this.file = file;
        this.jar = new ZipFile(file);
    }

    /**
     * Our own classes first. To ask the platform loader for each of them would be right too, but it answers with an
     * exception, and hundreds of those are a good part of the agent's start-up.
     */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        ZipEntry entry = name.startsWith("java.") ? null : jar.getEntry(FOLDER + name.replace('.', '/') + ".class");
        if (entry == null) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name, entry) : loaded;
        }
    }

    private Class<?> define(String name, ZipEntry entry) throws ClassNotFoundException {
        byte[] bytes = new byte[(int) entry.getSize()];
        try (InputStream in = jar.getInputStream(entry)) {
            int read = in.readNBytes(bytes, 0, bytes.length);
            return defineClass(name, bytes, 0, read, domain);
        } catch (IOException e) {
            throw new ClassNotFoundException(name + " in " + file, e);
        }
    }

    @Override
    protected URL findResource(String name) {
        if (jar.getEntry(FOLDER + name) == null) {
            return null;
        }
        try {
            return new URL("jar:" + file.toURI() + "!/" + FOLDER + name);
        } catch (MalformedURLException e) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL url = findResource(name);
        return url == null ? Collections.emptyEnumeration() : Collections.enumeration(Collections.singleton(url));
    }

    /**
     * Resources are read through the jar that is open already: a URL would open it once more, with the JDK's cache.
     */
    @Override
    public InputStream getResourceAsStream(String name) {
        ZipEntry entry = jar.getEntry(FOLDER + name);
        try {
            return entry == null ? super.getResourceAsStream(name) : jar.getInputStream(entry);
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Makes the loader and hands over to the agent in it.
     *
     * @param path the agent's jar; null for the one that this class is from
     * @param atWork where an agent that begins to work puts itself
     * @return what the agent answers
     * @throws IllegalStateException with what the agent refused, or with the cause where there is no agent to start
     */
    static String launch(
            String how,
            String path,
            String arguments,
            Instrumentation instrumentation,
            AtomicReference<BiFunction<String, String, String>> atWork) {
        try {
            File jar = path == null ? ownJar() : new File(path).getAbsoluteFile();
            return (String) Class.forName("io.resilienceagent.agent.Agent", true, new AgentClassLoader(jar))
                    .getMethod(how, String.class, Instrumentation.class, AtomicReference.class, File.class)
                    .invoke(null, arguments, instrumentation, atWork, jar);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof IllegalStateException) {
                throw (IllegalStateException) refused.getCause();
            }
            throw new IllegalStateException("resilience: the agent could not start", refused.getCause());
        } catch (Throwable broken) {
            throw new IllegalStateException("resilience: the agent could not start", broken);
        }
    }

    /** Given through {@code JAVA_TOOL_OPTIONS}, the agent also meets javac, jcmd and keytool: they are no bots. */
    static boolean isJdkTool() {
        String command = System.getProperty("sun.java.command");
        // java Bot.java: the compiler's launcher starts it, and it is a bot.
        if (command != null && command.startsWith("jdk.compiler/com.sun.tools.javac.launcher.")) {
            return false;
        }
        return isOfTheJdk(System.getProperty("jdk.module.main")) || (command != null && isTool(command));
    }

    /** {@code MODULE/CLASS ...}, or the class of a process that jshell starts for itself; a jar is neither. */
    private static boolean isTool(String command) {
        int blank = command.indexOf(' ');
        String main = blank < 0 ? command : command.substring(0, blank);
        int slash = main.indexOf('/');
        return !main.endsWith(".jar") && (slash < 0 ? main.startsWith("jdk.") : isOfTheJdk(main.substring(0, slash)));
    }

    /** A module may be called jdk.bot: what counts is where it comes from. */
    private static boolean isOfTheJdk(String module) {
        return module != null
                && (module.startsWith("jdk.") || module.startsWith("java."))
                && ModuleFinder.ofSystem().find(module).isPresent();
    }

    private static File ownJar() throws URISyntaxException {
        return new File(AgentClassLoader.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
