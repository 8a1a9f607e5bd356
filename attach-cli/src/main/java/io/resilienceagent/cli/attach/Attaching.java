package io.resilienceagent.cli.attach;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.resilienceagent.cli.Exit;
import io.resilienceagent.cli.Trouble;
import io.resilienceagent.cli.client.ControlClient;
import io.resilienceagent.cli.process.ProcessFiles;
import io.resilienceagent.cli.terminal.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Brings the agent into a JVM that runs, by the JDK's own way, and reads what the agent says of it. */
public final class Attaching {
    private static final long ENDING_NANOS = Duration.ofMillis(200).toNanos();
    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

    private final ProcessFiles process;
    private final Path jar;
    private final Duration patience;

    /**
     * @param jar the agent's, as the JVM sees it
     * @param patience how long it may take
     */
    public Attaching(ProcessFiles process, Path jar, Duration patience) {
        this.process = process;
        this.jar = jar;
        this.patience = patience;
    }

    /**
     * Loads what an attach needs, by an attach to this very process: the JDK looks for itself in vain for a long time, and then
     * refuses before anything is done.
     */
    public static void prepare() {
        if (System.getProperty("jdk.attach.allowAttachSelf") != null) {
            return;
        }
        try {
            VirtualMachine.attach(Long.toString(ProcessHandle.current().pid())).detach();
        } catch (AttachNotSupportedException | IOException | LinkageError asExpected) {
            // The attach itself will say why it cannot be.
        }
    }

    /**
     * Loads the agent.
     *
     * @param arguments those of {@code -javaagent}
     * @param request a request as the control socket takes it, which the agent answers at once, in the reply's {@code answered};
     *     empty for none
     * @return what the agent replied
     * @throws Trouble when it refused, or could not come in
     */
    public JsonNode load(String arguments, String request) {
        long deadline = System.nanoTime() + patience.toNanos();
        try (ReplyPlace place = ReplyPlace.in(process, request);
                AttachLink link = AttachLink.to(process)) {
            String all = arguments + ",jar=" + jar + ",reply=" + place.asTheBotSeesIt();
            if (!request.isEmpty()) {
                all += ",ask=" + place.requestAsTheBotSeesIt();
            }
            // The bot takes the agent in meanwhile: that is time enough to get ready for what follows.
            Runnable meanwhile = request.isEmpty() ? ControlClient::prepare : ControlClient::prepareToRead;
            Optional<Throwable> failure = attempt(all, link, meanwhile);
            Optional<JsonNode> reply = place.read(failure.isPresent() ? System.nanoTime() : deadline);
            if (reply.isEmpty()) {
                throw failure.map(this::failed).orElseGet(this::late);
            }
            return accepted(reply.get());
        } catch (IOException unwritable) {
            throw Trouble.refused(
                    "NO_REPLY_PLACE",
                    "the bot's /tmp cannot be used (" + unwritable.getMessage() + ")",
                    "resilience doctor " + process.pid());
        }
    }

    private static JsonNode accepted(JsonNode reply) {
        if (reply.path("ok").asBoolean()) {
            return reply;
        }
        StringBuilder what = new StringBuilder(reply.path("error").asText("the agent refused"));
        reply.path("problems").forEach(problem -> what.append('\n').append(problem.asText("")));
        throw Trouble.refused(
                "ATTACH_REFUSED", what.toString(), "mend it, and attach again; the bot goes on as before");
    }

    /** Why it failed; empty when the agent was called. A JVM that does not answer must not keep this process for ever. */
    private Optional<Throwable> attempt(String arguments, AttachLink link, Runnable meanwhile) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        AttachSocket socket = AttachSocket.of(process, link.number());
        long begun = System.nanoTime();
        Thread thread = new Thread(
                () -> {
                    try {
                        VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
                        // What woke it from its sleep is done with.
                        Thread.interrupted();
                        try {
                            machine.loadAgent(jar.toString(), arguments);
                        } finally {
                            machine.detach();
                        }
                        done.complete(null);
                    } catch (Throwable failed) {
                        done.completeExceptionally(failed);
                    }
                },
                "resilience-attach-" + link.number());
        thread.setDaemon(true);
        thread.start();
        try {
            socket.wake(thread, patience);
            meanwhile.run();
            done.get(patience.toNanos() - (System.nanoTime() - begun), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (TimeoutException late) {
            return Optional.of(late());
        } catch (ExecutionException failed) {
            return Optional.of(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of(stopped);
        }
    }

    /** A process that ends closes its files a moment before it is gone. */
    private boolean hasEnded() {
        long begun = System.nanoTime();
        while (process.exists() && System.nanoTime() - begun < ENDING_NANOS) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return !process.exists();
    }

    private Trouble late() {
        return new Trouble(
                Exit.TIMEOUT,
                "ATTACH_TIMEOUT",
                "process " + process.pid() + " did not let the agent in within " + Times.about(patience),
                "resilience doctor " + process.pid());
    }

    private Trouble failed(Throwable failure) {
        if (failure instanceof Trouble trouble) {
            return trouble;
        }
        if (failure instanceof NoClassDefFoundError) {
            return Trouble.refused(
                    "NO_JDK", "this Java has no module jdk.attach", "use a whole JDK: RESILIENCE_JAVA or JAVA_HOME");
        }
        if (hasEnded()) {
            return Trouble.unreachable(
                    "BOT_ENDED",
                    "process " + process.pid() + " ended while the agent was on its way",
                    "find the bot with: resilience list");
        }
        boolean unsupported = failure instanceof AttachNotSupportedException || failure instanceof IOException;
        return unsupported
                ? Trouble.unreachable(
                        "ATTACH_FAILED",
                        "process " + process.pid() + " cannot be attached to (" + failure.getMessage() + ")",
                        "resilience doctor " + process.pid())
                : Trouble.refused(
                        "ATTACH_REFUSED",
                        "the JVM could not start the agent (" + failure.getMessage() + ")",
                        "the reason stands in the bot's error stream");
    }
}
