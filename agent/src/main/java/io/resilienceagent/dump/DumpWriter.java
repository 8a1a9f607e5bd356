package io.resilienceagent.dump;

import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.executor.QueuedTask;
import io.resilienceagent.executor.Workplace;
import io.resilienceagent.incident.JsonValues;
import java.io.IOException;
import java.lang.management.LockInfo;
import java.lang.management.ThreadInfo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;

/** Writes one dump as JSON, task by task. Used by one thread. */
final class DumpWriter {
    private final JsonGenerator json;
    private final DumpRequest request;
    private final Tasks tasks;
    private final UnaryOperator<String> redact;
    private final StringBuilder text = new StringBuilder(200);

    DumpWriter(JsonGenerator json, DumpRequest request, Tasks tasks, UnaryOperator<String> redact) {
        this.json = json;
        this.request = request;
        this.tasks = tasks;
        this.redact = redact;
    }

    void write() throws IOException {
        json.writeStartObject();
        json.writeStringField("incident_id", request.incidentId());
        json.writeStringField(
                "timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        json.writeStringField("context", redact.apply(request.context()));
        json.writeNumberField("total_tasks", tasks.total());
        json.writeBooleanField("truncated", tasks.truncated());
        new JsonValues(redact).write(json, "evidence", request.evidence());
        json.writeFieldName("deadlocks");
        new LockWriter(json, tasks, redact).deadlocks();
        json.writeFieldName("locks");
        new LockWriter(json, tasks, redact).locks();
        executors();
        json.writeArrayFieldStart("tasks");
        for (ThreadInfo thread : tasks.threads().values()) {
            platformThread(thread);
        }
        for (Tasks.Executor executor : tasks.executors()) {
            tasksOf(executor);
        }
        for (Thread thread : tasks.virtual()) {
            virtualThread(thread);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void executors() throws IOException {
        json.writeArrayFieldStart("executors");
        for (Tasks.Executor executor : tasks.executors()) {
            json.writeStartObject();
            json.writeStringField("executor", executor.name());
            json.writeNumberField("threads", executor.workers().size());
            json.writeNumberField("running", executor.running().size());
            int queued = executor.any().queued();
            if (queued < 0) {
                json.writeNullField("queued");
            } else {
                json.writeNumberField("queued", queued);
            }
            json.writeNumberField("queued_listed", executor.waiting().size());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void begin(String kind, String name, String state) throws IOException {
        json.writeStringField("task_name", name);
        json.writeStringField("kind", kind);
        json.writeStringField("state", state);
    }

    private void platformThread(ThreadInfo thread) throws IOException {
        json.writeStartObject();
        json.writeNumberField("task_id", thread.getThreadId());
        begin(
                "thread",
                redact.apply(thread.getThreadName()),
                thread.getThreadState().name());
        json.writeBooleanField("daemon", thread.isDaemon());
        Workplace place = tasks.workplace(thread.getThreadId());
        if (place != null) {
            json.writeStringField("executor", place.type() + '@' + place.id());
        }
        LockInfo lock = thread.getLockInfo();
        if (lock != null) {
            json.writeStringField("waits_for", LockWriter.name(lock));
        }
        stack(thread.getStackTrace());
        exception(request.lastThrown().get(thread.getThreadId()));
        json.writeEndObject();
    }

    private void tasksOf(Tasks.Executor executor) throws IOException {
        for (Tasks.Running running : executor.running()) {
            json.writeStartObject();
            json.writeStringField(
                    "task_id", executor.name() + "/running/" + running.thread().getThreadId());
            begin("running_task", running.type(), "RUNNING");
            json.writeStringField("executor", executor.name());
            json.writeNumberField("thread_id", running.thread().getThreadId());
            stack(running.thread().getStackTrace());
            json.writeNullField("exception");
            json.writeEndObject();
        }
        int number = 0;
        for (QueuedTask waiting : executor.waiting()) {
            json.writeStartObject();
            json.writeStringField("task_id", executor.name() + "/queued/" + number++);
            begin(waiting.periodic() ? "periodic_task" : "queued_task", waiting.type(), "QUEUED");
            json.writeStringField("executor", executor.name());
            stack(new StackTraceElement[0]);
            json.writeNullField("exception");
            json.writeEndObject();
        }
    }

    /** Its stack is taken now; it may have ended since it was counted, and then has none. */
    private void virtualThread(Thread thread) throws IOException {
        json.writeStartObject();
        json.writeNumberField("task_id", thread.getId());
        begin(
                "virtual_thread",
                redact.apply(thread.getName()),
                thread.getState().name());
        stack(thread.getStackTrace());
        exception(request.lastThrown().get(thread.getId()));
        json.writeEndObject();
    }

    private void exception(Throwable thrown) throws IOException {
        if (thrown == null) {
            json.writeNullField("exception");
            return;
        }
        json.writeObjectFieldStart("exception");
        json.writeStringField("type", thrown.getClass().getName());
        json.writeStringField("message", redact.apply(message(thrown)));
        stack(thrown.getStackTrace());
        json.writeEndObject();
    }

    /** An exception of the host's may make its message by code of its own. */
    private static String message(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? "" : message;
        } catch (RuntimeException | StackOverflowError broken) {
            return "(its message cannot be had: " + broken.getClass().getName() + ")";
        }
    }

    private void stack(StackTraceElement[] stack) throws IOException {
        json.writeArrayFieldStart("stack");
        int length = Math.min(stack.length, Tasks.MOST_FRAMES);
        for (int i = 0; i < length; i++) {
            json.writeString(frame(stack[i]));
        }
        json.writeEndArray();
    }

    /** As people know it, {@code com.acme.Loop.tick(Loop.java:42)}, without module and loader. */
    private String frame(StackTraceElement frame) {
        text.setLength(0);
        text.append(frame.getClassName())
                .append('.')
                .append(frame.getMethodName())
                .append('(');
        if (frame.isNativeMethod()) {
            text.append("Native Method");
        } else if (frame.getFileName() == null) {
            text.append("Unknown Source");
        } else {
            text.append(frame.getFileName());
            if (frame.getLineNumber() >= 0) {
                text.append(':').append(frame.getLineNumber());
            }
        }
        return text.append(')').toString();
    }

    /** Frames of a suspect, for its line in the log. */
    static List<ThreadInfo> suspects(DumpRequest request, Tasks tasks) {
        return tasks.threads().values().stream()
                .filter(thread -> request.suspects().contains(thread.getThreadId())
                        || tasks.deadlocks().stream().anyMatch(cycle -> cycle.contains(thread)))
                .toList();
    }
}
