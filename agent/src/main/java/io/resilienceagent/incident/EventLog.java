package io.resilienceagent.incident;

import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Redaction;
import io.resilienceagent.guard.Ticker;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Tells people what happened, one line per event: {@code TIME LEVEL NAME key=value ...}. Never through the host's
 * logger, and without the host's secrets. A denial is told at most once a second per join point and code, a failure of the agent once per kind and
 * place: neither can fill a disk. Thread-safe.
 */
public final class EventLog implements Events {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int LONGEST_LINE = 2000;

    private final Consumer<String> out;
    /** Null where lines are written by those who tell them. */
    private final LogWriter writer;

    private final Ticker ticker;
    private final Failures failures = new Failures();
    private final Map<String, AtomicLong> toldAt = new ConcurrentHashMap<>();

    /** @param out where the lines go, at once: who tells something waits until it is written */
    public EventLog(PrintStream out, Ticker ticker) {
        this.out = line -> out.println(line);
        this.writer = null;
        this.ticker = ticker;
    }

    private EventLog(LogWriter writer, Ticker ticker) {
        this.out = writer::accept;
        this.writer = writer;
        this.ticker = ticker;
    }

    /**
     * A log whose lines are written by a thread of its own: nobody who tells something waits, be the stream a pipe that
     * nobody reads. Lines that do not fit in meanwhile are dropped, and counted.
     *
     * @param out where the lines go; the agent's is the standard error stream as it was at the start
     */
    public static EventLog patient(PrintStream out, Ticker ticker) {
        return new EventLog(new LogWriter(out), ticker);
    }

    /** Waits until all that was told is written, so many nanoseconds at most. */
    public void settle(long nanos) {
        if (writer != null) {
            writer.settle(nanos);
        }
    }

    /** The process ends: what is told from now on is written at once, where the stream takes it. */
    public void ending() {
        if (writer != null) {
            writer.ending();
        }
    }

    /** The agent leaves: what was told is written, and the thread that writes ends. What is told from now on is lost. */
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }

    /** How many lines were lost since the stream did not take them; waits for nobody. */
    public long dropped() {
        return writer == null ? 0 : writer.dropped();
    }

    /** The failures of the agent itself. */
    public Failures failures() {
        return failures;
    }

    @Override
    public void denied(String joinPoint, String guard, Denial denial, boolean enforced) {
        String name = enforced ? "CALL_DENIED" : "CALL_WOULD_BE_DENIED";
        if (mayTell(name + joinPoint + denial.code())) {
            line(
                    "WARN",
                    name,
                    "join_point=" + joinPoint + " code=" + denial.code() + " guard=" + guard + " reason=\""
                            + denial.reason() + '"');
        }
    }

    private boolean mayTell(String what) {
        long now = ticker.nanos();
        AtomicLong last = toldAt.computeIfAbsent(what, w -> new AtomicLong(now - SECOND));
        long before = last.get();
        return now - before >= SECOND && last.compareAndSet(before, now);
    }

    @Override
    public void notice(String name, String facts) {
        line("INFO", name, facts);
    }

    @Override
    public void recurring(String name, String joinPoint, String facts) {
        if (mayTell(name + ' ' + joinPoint)) {
            notice(name, "join_point=" + joinPoint + " " + facts);
        }
    }

    /** Something that a person should know of, and that is nobody's failure. */
    public void warning(String name, String facts) {
        line("WARN", name, facts);
    }

    /** Something that needs a person. */
    public void critical(String name, String facts) {
        line("CRITICAL", name, facts);
    }

    @Override
    public void failure(String kind, String place, Throwable cause) {
        try {
            if (failures.count(kind, place, cause)) {
                line("ERROR", kind, "place=\"" + place + "\" cause=\"" + cause + "\" at=\"" + origin(cause) + '"');
            }
        } catch (Throwable hopeless) {
            // Out of memory or stack while telling so: the call that was being judged matters more.
        }
    }

    private static String origin(Throwable cause) {
        StackTraceElement[] stack = cause.getStackTrace();
        return stack.length == 0 ? "unknown" : stack[0].toString();
    }

    private void line(String level, String name, String facts) {
        StringBuilder line = new StringBuilder(128);
        line.append(Instant.now().truncatedTo(ChronoUnit.MILLIS)).append(' ').append(level);
        line.append(' ').append(name).append(' ');
        appendOneLine(line, Redaction.standard().of(facts, LONGEST_LINE));
        out.accept(line.toString());
    }

    /** What comes from the host may hold line breaks or terminal escapes; a log line holds neither. */
    private static void appendOneLine(StringBuilder line, String facts) {
        for (int i = 0; i < facts.length(); i++) {
            char c = facts.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
    }
}
