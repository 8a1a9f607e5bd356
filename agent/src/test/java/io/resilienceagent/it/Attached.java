package io.resilienceagent.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.tools.attach.VirtualMachine;
import io.resilienceagent.host.Await;
import io.resilienceagent.host.BusyHost;
import io.resilienceagent.host.ProbeAgent;
import io.resilienceagent.testing.Jvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** A {@link BusyHost} in a JVM of its own, to attach to from here as the command line does. */
final class Attached implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path directory;
    private int asked;
    private int replies;

    private Attached(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** Starts the host; options of the JVM are set before. */
    static Attached start(Jvm jvm) throws Exception {
        Path directory = jvm.write("here", "").getParent();
        Path probe = HostJars.jar(probe(directory), HostJars.premain(ProbeAgent.class.getName()));
        jvm.with("-javaagent:" + probe, "-XX:+EnableDynamicAgentLoading").runningClass(BusyHost.class);
        Attached host = new Attached(jvm.start(), directory);
        // A JVM that is not up yet takes the attach's signal for its end.
        host.ask("counts");
        return host;
    }

    private static Path probe(Path directory) {
        return directory.resolve("probe.jar");
    }

    Path directory() {
        return directory;
    }

    /** Attaches with these arguments, and what was answered. */
    JsonNode attach(String arguments) throws Exception {
        Path reply = directory.resolve("reply." + replies++ + ".json");
        load(arguments + ",reply=" + reply);
        JsonNode answer = JSON.readTree(reply.toFile());
        return answer;
    }

    /** Attaches with exactly these arguments. */
    void load(String arguments) throws Exception {
        load(Jvm.AGENT, arguments);
    }

    private void load(Path agent, String arguments) throws Exception {
        VirtualMachine vm = VirtualMachine.attach(Long.toString(process.pid()));
        try {
            vm.loadAgent(agent.toString(), arguments);
        } finally {
            vm.detach();
        }
    }

    /** Waits for the JVM's flight recorder, whose threads stay for ever once it has begun: it begins a moment after a loop is met. */
    void awaitRecorder() throws Exception {
        Await.until("the recorder works", () -> ask("threads").containsKey("JFR Periodic Tasks"));
    }

    /** Asks the host for figures. */
    Map<String, String> ask(String word) throws Exception {
        process.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        Path answer = directory.resolve("answer." + asked++);
        Await.until("an answer to " + word + "\n" + errors(), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the host has ended:\n" + errors());
            }
            return Files.exists(answer);
        });
        Map<String, String> figures = new TreeMap<>();
        for (String line : Files.readAllLines(answer)) {
            int equals = line.lastIndexOf('=');
            figures.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return figures;
    }

    /**
     * What the JVM has of the host's classes just now. Written anew, since the JVM gives back each constant that a version of the
     * class ever had, and in the order in which they came.
     */
    Map<String, String> classes() throws Exception {
        return classes("classes");
    }

    /** As {@link #classes()}, of the classes of the JDK that sockets stand on. */
    Map<String, String> jdkClasses() throws Exception {
        return classes("jdk");
    }

    private Map<String, String> classes(String word) throws Exception {
        load(probe(directory), "");
        Map<String, String> classes = ask(word);
        classes.replaceAll((name, hex) -> {
            ClassWriter anew = new ClassWriter(0);
            new ClassReader(HexFormat.of().parseHex(hex)).accept(anew, 0);
            return HexFormat.of().formatHex(anew.toByteArray());
        });
        return classes;
    }

    long figure(String word, String name) throws Exception {
        return Long.parseLong(ask(word).get(name));
    }

    /** What stands on the host's error stream so far. */
    String errors() throws IOException {
        return Files.readString(directory.resolve("stderr"));
    }

    /** Ends the host, which is to end by itself when it gets no more questions. */
    int end() throws Exception {
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the host does not end:\n" + errors());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
