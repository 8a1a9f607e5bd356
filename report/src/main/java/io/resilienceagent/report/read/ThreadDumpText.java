package io.resilienceagent.report.read;

import io.resilienceagent.report.story.Dumped;
import io.resilienceagent.report.story.ThreadSeen;
import io.resilienceagent.report.story.Waiter;
import io.resilienceagent.report.text.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a thread dump as HotSpot prints it, as far as it understands it. Stateless. */
final class ThreadDumpText {
    private static final Pattern THREAD = Pattern.compile("^\"(.*)\" (?:#\\d+|.*os_prio=).*");
    private static final Pattern STATE = Pattern.compile("^\\s+java\\.lang\\.Thread\\.State: (\\w+).*");
    private static final Pattern FRAME = Pattern.compile("^\\s+at ([^(]+)\\(.*");
    private static final Pattern WAITS =
            Pattern.compile("^\\s+- (?:waiting to lock|parking to wait for)\\s+<(\\w+)>.*");
    private static final Pattern MEMBER = Pattern.compile("^\"(.*)\":$");
    private static final Pattern LOCK = Pattern.compile(
            "^\\s+waiting (?:to lock monitor \\w+ \\(object (\\w+), an? ([^)]+)\\)|for ownable synchronizer (\\w+), \\(an? ([^)]+)\\)),?.*");
    private static final Pattern HOLDER = Pattern.compile("^\\s+(?:in JNI, )?which is held by \"(.*)\".*");
    private static final String THREADS_END = "\nJNI global ref";
    private static final String DEADLOCK = "Found one Java-level deadlock:";
    private static final String STACKS = "Java stack information for the threads listed above";
    private static final int MOST_THREADS = 5000;
    private static final int MOST_FRAMES = 100;
    private static final int LOCK_DIGITS = 8;

    private ThreadDumpText() {}

    /**
     * Reads a dump.
     *
     * @param at when it was taken, in nanoseconds since 1970
     */
    static Dumped read(long at, String text) {
        // Names of threads may hold lines that look like a deadlock; what the JVM says of deadlocks stands after all
        // names.
        int end = text.lastIndexOf(THREADS_END);
        List<ThreadSeen> threads = threads(end < 0 ? text : text.substring(0, end));
        return new Dumped(at, threads, deadlocks(end < 0 ? "" : text.substring(end), threads));
    }

    private static List<ThreadSeen> threads(String text) {
        List<ThreadSeen> threads = new ArrayList<>();
        String name = null;
        String state = "";
        String waits = "";
        List<String> stack = new ArrayList<>();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            Matcher thread = THREAD.matcher(line);
            if (thread.matches()) {
                if (name != null && threads.size() < MOST_THREADS) {
                    threads.add(new ThreadSeen(name, state, waits, stack));
                }
                name = Shown.name(thread.group(1));
                state = "";
                waits = "";
                stack = new ArrayList<>();
                continue;
            }
            state = state.isEmpty() ? group(STATE, line) : state;
            waits = waits.isEmpty() ? group(WAITS, line) : waits;
            String frame = group(FRAME, line);
            if (!frame.isEmpty() && stack.size() < MOST_FRAMES) {
                stack.add(withoutModule(frame));
            }
        }
        if (name != null) {
            threads.add(new ThreadSeen(name, state, waits, stack));
        }
        return threads;
    }

    /** {@code java.base@17.0.1/java.lang.Thread.run} and {@code app//x.Y.z}, without what stands before the class. */
    private static String withoutModule(String frame) {
        return Shown.name(frame.substring(frame.lastIndexOf('/') + 1));
    }

    private static List<List<Waiter>> deadlocks(String text, List<ThreadSeen> threads) {
        List<List<Waiter>> deadlocks = new ArrayList<>();
        Map<String, Waiter> members = null;
        String member = "";
        String lock = "";
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (line.startsWith(DEADLOCK) || line.startsWith(STACKS)) {
                keep(members, deadlocks);
                members = line.startsWith(DEADLOCK) ? new LinkedHashMap<>() : null;
            }
            if (members == null) {
                continue;
            }
            String next = group(MEMBER, line);
            member = next.isEmpty() ? member : Shown.name(next);
            Matcher waits = LOCK.matcher(line);
            if (waits.matches()) {
                boolean monitor = waits.group(1) != null;
                lock = lock(waits.group(monitor ? 2 : 4), waits.group(monitor ? 1 : 3));
            }
            String holder = group(HOLDER, line);
            if (!holder.isEmpty() && !member.isEmpty()) {
                members.put(member, new Waiter(member, lock, Shown.name(holder), at(member, threads)));
            }
        }
        keep(members, deadlocks);
        return deadlocks;
    }

    private static void keep(Map<String, Waiter> members, List<List<Waiter>> deadlocks) {
        if (members != null && !members.isEmpty() && deadlocks.size() < MOST_FRAMES) {
            deadlocks.add(List.copyOf(members.values()));
        }
    }

    private static String lock(String type, String address) {
        String digits = address.replaceFirst("^0x0*", "");
        return Shown.name(type) + "@" + digits.substring(Math.max(0, digits.length() - LOCK_DIGITS));
    }

    private static String at(String member, List<ThreadSeen> threads) {
        return threads.stream()
                .filter(thread -> thread.name().equals(member))
                .flatMap(thread -> thread.stack().stream())
                .filter(frame -> !Fields.ofTheJdk(frame))
                .findFirst()
                .orElse("");
    }

    private static String group(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.matches() ? matcher.group(1) : "";
    }
}
