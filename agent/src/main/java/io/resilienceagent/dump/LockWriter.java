package io.resilienceagent.dump;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.management.LockInfo;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Writes who holds which lock and who waits for it. A lock is told by its class and identity, never by its text. */
final class LockWriter {
    private final JsonGenerator json;
    private final Tasks tasks;
    private final UnaryOperator<String> redact;

    LockWriter(JsonGenerator json, Tasks tasks, UnaryOperator<String> redact) {
        this.json = json;
        this.tasks = tasks;
        this.redact = redact;
    }

    static String name(LockInfo lock) {
        return lock.getClassName() + '@' + Integer.toHexString(lock.getIdentityHashCode());
    }

    /** The circles of threads that wait for each other, each in order: the next one holds what this one waits for. */
    void deadlocks() throws IOException {
        json.writeStartArray();
        for (List<ThreadInfo> cycle : tasks.deadlocks()) {
            json.writeStartArray();
            for (ThreadInfo thread : cycle) {
                json.writeStartObject();
                who(thread);
                waitsFor(thread);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /** All threads that hold a lock which the JVM tells of, or wait for one that somebody holds. */
    void locks() throws IOException {
        Map<Long, List<String>> waitedFor = waitedFor();
        json.writeStartArray();
        for (ThreadInfo thread : tasks.threads().values()) {
            MonitorInfo[] monitors = thread.getLockedMonitors();
            List<String> others = waitedFor.getOrDefault(thread.getThreadId(), List.of());
            if (monitors.length == 0 && others.isEmpty() && thread.getLockOwnerId() < 0) {
                continue;
            }
            json.writeStartObject();
            who(thread);
            json.writeArrayFieldStart("holds");
            for (MonitorInfo monitor : monitors) {
                json.writeStartObject();
                json.writeStringField("lock", name(monitor));
                StackTraceElement at = monitor.getLockedStackFrame();
                if (at != null) {
                    json.writeStringField("at", at.getClassName() + '.' + at.getMethodName());
                }
                json.writeEndObject();
            }
            for (String lock : others) {
                json.writeStartObject();
                json.writeStringField("lock", lock);
                json.writeEndObject();
            }
            json.writeEndArray();
            waitsFor(thread);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Locks of java.util.concurrent by their owner, as far as somebody waits for them. */
    private Map<Long, List<String>> waitedFor() {
        Map<Long, List<String>> waitedFor = new HashMap<>();
        for (ThreadInfo thread : tasks.threads().values()) {
            LockInfo lock = thread.getLockInfo();
            boolean monitor = thread.getThreadState() == Thread.State.BLOCKED;
            if (lock != null && thread.getLockOwnerId() >= 0 && !monitor) {
                List<String> owned = waitedFor.computeIfAbsent(thread.getLockOwnerId(), id -> new ArrayList<>());
                if (!owned.contains(name(lock))) {
                    owned.add(name(lock));
                }
            }
        }
        return waitedFor;
    }

    private void who(ThreadInfo thread) throws IOException {
        json.writeNumberField("task_id", thread.getThreadId());
        json.writeStringField("task_name", redact.apply(thread.getThreadName()));
    }

    private void waitsFor(ThreadInfo thread) throws IOException {
        LockInfo lock = thread.getLockInfo();
        if (lock == null || thread.getLockOwnerId() < 0) {
            json.writeNullField("waits_for");
            return;
        }
        json.writeObjectFieldStart("waits_for");
        json.writeStringField("lock", name(lock));
        json.writeNumberField("held_by", thread.getLockOwnerId());
        json.writeStringField("held_by_name", redact.apply(thread.getLockOwnerName()));
        json.writeEndObject();
    }
}
