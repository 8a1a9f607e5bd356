package io.resilienceagent.agent;

import io.resilienceagent.weave.SharedHandles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the agent has begun in this JVM so far, and how each part of it ends: in the reverse order, whether the start fails
 * halfway or the agent is detached. Whoever begins something adds its end here at once. Thread-safe.
 */
final class Undoing {
    private final Deque<Step> steps = new ArrayDeque<>();

    /** Ends something. What it answers is what a person should know of. */
    @FunctionalInterface
    interface Ending {
        List<String> run() throws Exception;
    }

    /** Ends something. */
    @FunctionalInterface
    interface PlainEnding {
        void run() throws Exception;
    }

    private record Step(String what, Ending ending) {}

    /** Adds an end that has something to tell. */
    synchronized void addTelling(String what, Ending ending) {
        steps.push(new Step(what, ending));
    }

    /** Adds an end; it is run before those that were added earlier. */
    void add(String what, PlainEnding ending) {
        addTelling(what, () -> {
            ending.run();
            return List.of();
        });
    }

    /**
     * Ends all that was added, each once; one that fails does not keep the others from ending.
     *
     * @param beforeLast is given all that was told, before the end that was added first
     * @return what a person should know of
     */
    List<String> run(Consumer<List<String>> beforeLast) {
        List<String> told = new ArrayList<>();
        for (Step step = next(); step != null; step = next()) {
            if (isOver()) {
                beforeLast.accept(told);
            }
            try {
                told.addAll(step.ending.run());
            } catch (Throwable failed) {
                told.add(step.what + " did not end well: " + failed);
            }
        }
        try {
            SharedHandles.forget();
        } catch (Throwable otherJdk) {
            told.add("the JDK may keep the agent's classes for a while: " + otherJdk);
        }
        return told;
    }

    private synchronized Step next() {
        return steps.poll();
    }

    private synchronized boolean isOver() {
        return steps.isEmpty();
    }
}
