package io.resilienceagent.control;

import io.resilienceagent.guard.Events;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs commands, one at a time, on a thread that is there only while there are any: a change sees no other half made,
 * and one that takes its time keeps no connection from being heard. Each change leaves its line in the audit log.
 * Thread-safe.
 */
final class CommandDesk {
    private static final long LINGER_MILLIS = 500;

    private final Map<String, Command> commands = new TreeMap<>();
    private final AuditLog audit;
    private final Events events;
    private final ThreadPoolExecutor worker;

    CommandDesk(Collection<Command> commands, AuditLog audit, Events events) {
        commands.forEach(command -> {
            if (this.commands.putIfAbsent(command.name(), command) != null) {
                throw new IllegalArgumentException("two commands are named " + command.name());
            }
        });
        this.audit = audit;
        this.events = events;
        worker = new ThreadPoolExecutor(
                1, 1, LINGER_MILLIS, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), CommandDesk::thread);
        worker.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "resilience-command", 0, false);
        thread.setDaemon(true);
        // A host's loader must not be kept alive by a thread that happened to start us.
        thread.setContextClassLoader(null);
        return thread;
    }

    /**
     * Has a command run.
     *
     * @param then gets what came of it, on the thread of commands, or at once if there can be no such thread; called
     *     once, whatever happens
     */
    void ask(String name, Map<String, Object> arguments, Session session, Consumer<Finished> then) {
        try {
            worker.execute(() -> then.accept(run(name, arguments, session)));
        } catch (RuntimeException | Error noThread) {
            then.accept(broken(name, noThread));
        }
    }

    /** Has a command run, and waits for what came of it. */
    Finished answer(String name, Map<String, Object> arguments, Session session) {
        FutureTask<Finished> asked = new FutureTask<>(() -> run(name, arguments, session));
        try {
            worker.execute(asked);
            return asked.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return broken(name, stopped);
        } catch (ExecutionException | RuntimeException | Error noAnswer) {
            return broken(name, noAnswer);
        }
    }

    /** Has something done after the answer to a command, by the same thread. */
    void afterwards(Runnable work) {
        try {
            worker.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException | Error failure) {
                    events.failure("COMMAND_ERROR", "after an answer", failure);
                }
            });
        } catch (RuntimeException | Error noThread) {
            events.failure("COMMAND_ERROR", "after an answer", noThread);
        }
    }

    private Finished run(String name, Map<String, Object> arguments, Session session) {
        Command command = commands.get(name);
        if (command == null) {
            return Finished.refused(
                    "UNKNOWN_COMMAND", "there is no command '" + name + "'", "known are " + commands.keySet());
        }
        try {
            Request request = new Request(arguments, session);
            return command.changes() ? recorded(command, request, arguments) : done(command, request);
        } catch (Refused refused) {
            return Finished.refused(refused);
        } catch (Throwable failure) {
            return broken(name, failure);
        }
    }

    private Finished recorded(Command command, Request request, Map<String, Object> arguments) throws Refused {
        boolean written = audit.begin(request.session().who(), command.name(), arguments);
        if (!written && !command.unrecorded(request)) {
            throw new Refused(
                    "AUDIT_UNAVAILABLE",
                    "the audit log cannot be written, and " + command.name() + " is not done without a record",
                    "make room on the disk of the state directory, and look at its rights");
        }
        Finished finished;
        try {
            finished = done(command, request);
        } catch (Refused refused) {
            finished = Finished.refused(refused);
        } catch (Throwable failure) {
            finished = broken(command.name(), failure);
        }
        audit.end(finished.isDone() ? "done" : "refused " + finished.code());
        return finished;
    }

    private static Finished done(Command command, Request request) throws Refused {
        Reply reply = command.run(request);
        try {
            return Finished.done(reply);
        } catch (IOException unwritten) {
            throw new IllegalStateException(unwritten);
        }
    }

    private Finished broken(String name, Throwable failure) {
        events.failure("COMMAND_ERROR", name, failure);
        return Finished.refused(
                "INTERNAL",
                "the agent failed at " + name + ": " + failure.getClass().getSimpleName(),
                "see `failures` in the status and COMMAND_ERROR in the log");
    }

    /** Takes no more commands; the thread ends with what it is doing. */
    void close() {
        worker.shutdown();
    }
}
