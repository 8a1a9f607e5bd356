package io.resilienceagent.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.process.ControlSockets;
import io.resilienceagent.cli.process.JavaProcess;
import io.resilienceagent.cli.process.Owner;
import io.resilienceagent.cli.process.ProcessFiles;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** A bot as somebody names it on the command line: by its process, by the agent's directory, or by the socket. */
public final class Bot {
    private static final String POINTER = "control.path";
    private static final int LONGEST_NUMBER = 10;
    private static final Set<String> NOBODY = Set.of("NOBODY_LISTENS", "CONNECTION_LOST");
    /** Longer than an agent waits for orders that are being sent. */
    private static final long LEAVING_NANOS = Duration.ofSeconds(8).toNanos();

    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    private final String name;
    private final Optional<Path> place;
    private final Optional<ProcessFiles> process;
    private Optional<JavaProcess> known = Optional.empty();
    private Optional<JavaProcess> unguarded = Optional.empty();

    /**
     * @param name a PID, or a path
     * @param place the agent's directory or socket, where it is known; else it is searched for
     */
    public Bot(String name, Optional<Path> place) {
        this.name = name;
        this.place = place.isPresent() || isNumber(name) ? place : Optional.of(Path.of(name));
        this.process = isNumber(name) ? Optional.of(new ProcessFiles(Long.parseLong(name))) : Optional.empty();
        if (!isNumber(name) && !Files.exists(Path.of(name))) {
            throw Trouble.usage(
                    "'" + name + "' is neither a PID nor an agent's directory", "find the PID with: resilience list");
        }
    }

    /** @param process where its agent is searched for */
    public Bot(ProcessFiles process) {
        this.name = Long.toString(process.pid());
        this.place = Optional.empty();
        this.process = Optional.of(process);
    }

    /** @param jvm where its agent is searched for */
    public Bot(JavaProcess jvm) {
        this(jvm.process());
        this.known = Optional.of(jvm);
    }

    private static boolean isNumber(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= LONGEST_NUMBER;
    }

    /** Its process; empty where only a path was given. */
    public OptionalLong pid() {
        return process.isPresent() ? OptionalLong.of(process.get().pid()) : OptionalLong.empty();
    }

    /** Its process, which must have been named. */
    public ProcessFiles process() {
        if (process.isEmpty()) {
            throw Trouble.usage("this needs the bot's PID, not '" + name + "'", "find it with: resilience list");
        }
        return process.get();
    }

    /**
     * The JVM in which no agent was found when it was last searched; empty where it was not searched, as where a place was
     * named. Not to be looked at twice: that costs as much as the search.
     */
    public Optional<JavaProcess> unguarded() {
        return unguarded;
    }

    /** As it was named. */
    public String name() {
        return name;
    }

    /**
     * Connects to its agent, and makes sure that it is one, and this bot's.
     *
     * @throws Trouble when there is no agent, or it may not be reached
     */
    public ControlClient connect(Duration patience) {
        ControlClient client = ControlClient.connect(place.isPresent() ? socketAt(place.get()) : search(), patience);
        Path socket = client.socket();
        try {
            JsonNode hello = client.ask("hello");
            if (!hello.path("protocol").isNumber()) {
                throw Trouble.unreachable(
                        "NOT_AN_AGENT", socket + " does not answer as an agent does", "see who listens there");
            }
            if (place.isPresent()
                    && pid().isPresent()
                    && !isIt(hello.path("pid").asText(""))) {
                throw Trouble.unreachable(
                        "OTHER_BOT",
                        socket + " belongs to process " + hello.path("pid").asText("") + ", not to " + name,
                        "leave one of the two out");
            }
            return client;
        } catch (RuntimeException failed) {
            client.close();
            throw failed;
        }
    }

    /**
     * Connects to the agent that has just answered an attach. What listens among the sockets of the process is this bot's agent, and is
     * not asked who it is.
     *
     * @throws Trouble when it may not be reached
     */
    public ControlClient connectAfterAttach(Duration patience) {
        try {
            return ControlClient.connect(search(), patience);
        } catch (Trouble notFound) {
            return connect(patience);
        }
    }

    /**
     * Connects to its agent where there is one. One that is just leaving is waited for: then there is none.
     *
     * @throws Trouble when there is one that may not be reached
     */
    public Optional<ControlClient> connectIfThere(Duration patience) {
        // What is plain to see needs no connection, and none of what the JDK loads for one.
        if (place.isPresent() && Files.notExists(socketAt(place.get()))) {
            return Optional.empty();
        }
        long begun = System.nanoTime();
        while (true) {
            try {
                return Optional.of(connect(patience));
            } catch (Trouble trouble) {
                boolean nobody = NOBODY.contains(trouble.code());
                if (trouble.code().equals("NO_AGENT") || (nobody && place.isPresent())) {
                    return Optional.empty();
                }
                // It has a socket, and does not hear: it is leaving, or will not hear later either.
                if (!nobody || System.nanoTime() - begun > LEAVING_NANOS) {
                    throw trouble;
                }
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** A process in a container knows itself by another number. */
    private boolean isIt(String pid) {
        String numbers = process().status("NSpid").orElse(name);
        return Arrays.asList(numbers.split("\\s+")).contains(pid);
    }

    private static Path socketAt(Path place) {
        if (!Files.isDirectory(place)) {
            return place.toAbsolutePath();
        }
        Path pointer = place.resolve(POINTER);
        try {
            return Files.isReadable(pointer)
                    ? Path.of(Files.readString(pointer).strip())
                    : place.resolve(ControlSockets.NAME).toAbsolutePath();
        } catch (IOException unreadable) {
            return place.resolve(ControlSockets.NAME).toAbsolutePath();
        }
    }

    private Path search() {
        ProcessFiles process = process();
        if (!ProcessFiles.supported()) {
            throw new Trouble(
                    Exit.UNREACHABLE,
                    "NO_PROC",
                    "this system has no /proc to search",
                    "name the agent's directory: --state DIR");
        }
        if (!process.exists()) {
            throw noSuchProcess(process.pid());
        }
        try {
            List<Path> sockets = ControlSockets.of(process);
            if (!sockets.isEmpty()) {
                return sockets.get(0);
            }
        } catch (AccessDeniedException foreign) {
            throw otherUser(process);
        }
        if (!process.exists()) {
            throw noSuchProcess(process.pid());
        }
        unguarded = known.isPresent() ? known : JavaProcess.of(process);
        if (unguarded.isEmpty()) {
            throw notAJvm(process);
        }
        throw Trouble.unreachable(
                "NO_AGENT",
                "there is no agent in process " + name,
                "bring one in: resilience attach " + name + " --policy FILE");
    }

    /** There is no such process. */
    public static Trouble noSuchProcess(long pid) {
        return Trouble.unreachable(
                "NO_SUCH_PROCESS", "there is no process " + pid, "find the bot with: resilience list");
    }

    /** It is no JVM. */
    public static Trouble notAJvm(ProcessFiles process) {
        String words = String.join(" ", process.commandLine());
        return Trouble.unreachable(
                "NOT_A_JVM",
                "process " + process.pid() + " is not a JVM"
                        + (words.isEmpty() ? "" : " but " + words.split(" ", 2)[0]),
                "find the bot with: resilience list; a script that starts it should end in 'exec java ...'");
    }

    /** It is somebody else's. */
    public static Trouble otherUser(ProcessFiles process) {
        return otherUser(process, Owner.self());
    }

    /** It is somebody else's than this user's. */
    public static Trouble otherUser(ProcessFiles process, Owner self) {
        String user = Owner.of(process).map(Owner::name).orElse("another user");
        return Trouble.unreachable(
                "OTHER_USER",
                "process " + process.pid() + " belongs to " + user + ", and you are " + self.name(),
                "run it as that user: sudo -u " + user + " resilience ...");
    }
}
