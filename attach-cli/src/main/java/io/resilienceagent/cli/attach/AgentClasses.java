package io.resilienceagent.cli.attach;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The agent's own classes, out of the folder {@code agent/} of its jar, for what it can be asked without a bot. They are as
 * apart from this program's as from a host's: the parent is the JDK's loader, and nothing of both is the same class.
 */
public final class AgentClasses extends ClassLoader implements AutoCloseable {
    private static final String FOLDER = "agent/";
    private static final String CHECK = "io.resilienceagent.agent.OfflineCheck";

    static {
        registerAsParallelCapable();
    }

    private final JarFile jar;

    /** @param file the agent's jar */
    public AgentClasses(Path file) throws IOException {
        super("resilience-agent-offline", ClassLoader.getPlatformClassLoader());
        this.jar = new JarFile(file.toFile());
    }

    /**
     * Holds a policy against a class path, as the agent does it.
     *
     * @param classPath the bot's; empty for the policy's text alone
     */
    public JsonNode check(Path policy, String classPath) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            Class.forName(CHECK, true, this)
                    .getMethod("run", String.class, String.class, OutputStream.class)
                    .invoke(null, policy.toString(), classPath, answer);
        } catch (ClassNotFoundException | NoSuchMethodException other) {
            throw Trouble.refused(
                    "OTHER_AGENT",
                    jar.getName() + " is not an agent that can check a policy",
                    "use the resilience.jar that came with this attach-cli.jar");
        } catch (InvocationTargetException | IllegalAccessException broken) {
            throw new IllegalStateException("the agent's check failed", broken.getCause());
        }
        return JsonText.read(answer.toString(StandardCharsets.UTF_8));
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ZipEntry entry = jar.getEntry(FOLDER + name.replace('.', '/') + ".class");
        if (entry == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name + " in " + jar.getName(), unreadable);
        }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        ZipEntry entry = jar.getEntry(FOLDER + name);
        try {
            return entry == null ? super.getResourceAsStream(name) : jar.getInputStream(entry);
        } catch (IOException unreadable) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
