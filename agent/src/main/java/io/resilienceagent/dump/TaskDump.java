package io.resilienceagent.dump;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.resilienceagent.executor.JvmThreads;
import io.resilienceagent.executor.Workplaces;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import io.resilienceagent.incident.IncidentStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Writes down what all tasks of the host do, while it is stuck: threads, virtual threads, what runs and what waits in
 * executors and event loops, locks, circles of locks. Needs nothing that the host may hold. A file is whole or absent.
 *
 * <p>Thread-safe; two dumps at once are taken one after the other. Never throws. Takes well under a second for ten
 * thousand tasks, and stops the host's threads for a part of that: once for all stacks of platform threads.
 */
public final class TaskDump {
    private static final String FILE = "task-dump.json";
    private static final int MOST_TASKS = 20_000;

    private static final int BUFFER = 64 << 10;
    /** Made ahead: where a dump fails for lack of memory, its answer must not. */
    private static final DumpResult NONE = new DumpResult(0, 0, 0, Optional.empty());

    private final IncidentStore store;
    private final JvmThreads threads;
    private final Workplaces workplaces;
    private final UnaryOperator<String> redact;
    private final Ticker ticker;
    private final EventLog log;
    private final JsonFactory factory = new JsonFactory();

    /**
     * @param store where the dumps go
     * @param redact takes secrets out of names of threads, messages of exceptions, and evidence
     */
    public TaskDump(
            IncidentStore store,
            JvmThreads threads,
            Workplaces workplaces,
            UnaryOperator<String> redact,
            Ticker ticker,
            EventLog log) {
        this.store = store;
        this.threads = threads;
        this.workplaces = workplaces;
        this.redact = redact;
        this.ticker = ticker;
        this.log = log;
    }

    /** Loads what a dump needs, so that one can be taken when there is no memory for that. Takes some ten milliseconds. */
    public void prepare() {
        try (OutputStream nowhere = OutputStream.nullOutputStream()) {
            DumpRequest trial = new DumpRequest("trial", "TRIAL", List.of(), Map.of(), Map.of());
            write(trial, new Tasks(threads, workplaces, MOST_TASKS), nowhere);
            // A class that is first used without memory is lost for good, to the host as well.
            String unused = Double.toString(Double.MIN_NORMAL);
            assert !unused.isEmpty();
        } catch (Throwable broken) {
            log.failure("TASK_DUMP_ERROR", "prepare", broken);
        }
    }

    /** Takes a dump, writes it and tells of it in the log. A failure is told, and is a result without a file. */
    public synchronized DumpResult take(DumpRequest request) {
        long start = ticker.nanos();
        try {
            Tasks tasks = stock(request);
            tell(request, tasks);
            Optional<Path> file = store.write(request.incidentId(), FILE, part -> {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), BUFFER)) {
                    write(request, tasks, out);
                }
            });
            return new DumpResult(tasks.total(), ticker.nanos() - start, bytes(file), file);
        } catch (Throwable broken) {
            tellFailure(request, broken);
            return NONE;
        }
    }

    private static long bytes(Optional<Path> file) {
        try {
            return file.isEmpty() ? 0 : Files.size(file.get());
        } catch (IOException removedMeanwhile) {
            return 0;
        }
    }

    /** Where there is no memory, there may be none for telling so either. */
    private void tellFailure(DumpRequest request, Throwable broken) {
        try {
            log.failure("TASK_DUMP_ERROR", request.context(), broken);
            log.critical(
                    "TASK_DUMP_FAILED",
                    "incident_id=" + request.incidentId() + " context=" + request.context() + " reason=\"" + broken
                            + '"');
        } catch (Throwable hopeless) {
            // The answer says it.
        }
    }

    /** Where there is no memory for all, the suspects and the circles of locks are still to be had. */
    private Tasks stock(DumpRequest request) {
        try {
            return new Tasks(threads, workplaces, MOST_TASKS);
        } catch (OutOfMemoryError tooMuch) {
            log.failure("TASK_DUMP_REDUCED", request.context(), tooMuch);
            return new Tasks(request.suspects());
        }
    }

    private void write(DumpRequest request, Tasks tasks, OutputStream out) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.setPrettyPrinter(printer);
            // Else a failure halfway would be closed into JSON that looks whole.
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            new DumpWriter(json, request, tasks, redact).write();
        }
    }

    /** A line for the loop's own threads and those of a circle only: ten thousand lines are no service to anybody. */
    private void tell(DumpRequest request, Tasks tasks) {
        String incident = "incident_id=" + request.incidentId();
        log.critical("TASK_DUMP_START", incident + " context=" + request.context() + " total_tasks=" + tasks.total());
        for (ThreadInfo thread : DumpWriter.suspects(request, tasks)) {
            log.critical(
                    "TASK_DUMP_TASK",
                    incident + " task_id=" + thread.getThreadId() + " task_name=" + word(thread.getThreadName())
                            + " state=" + thread.getThreadState());
        }
    }

    private String word(String name) {
        String safe = redact.apply(name);
        return safe.indexOf(' ') < 0 ? safe : '"' + safe.replace('"', '\'') + '"';
    }
}
