package io.resilienceagent.executor;

import java.util.List;

/** What a worker's stack tells of the task that it runs. Stateless. */
final class Stacks {
    private static final List<String> PLUMBING =
            List.of("java.lang.Thread", "java.lang.invoke.", "java.lang.reflect.", "jdk.internal.", "sun.");

    private Stacks() {}

    /**
     * The class of the task above the executor's own frame; empty text when there is no such frame.
     *
     * @param executor the class of the frame below the task
     * @param method its method
     */
    static String taskAbove(StackTraceElement[] stack, String executor, String method) {
        int base = outermost(stack, executor, method);
        String nearest = "";
        for (int i = base - 1; i >= 0; i--) {
            String type = stack[i].getClassName();
            if (!TaskNames.isWrapper(type) && PLUMBING.stream().noneMatch(type::startsWith)) {
                return TaskNames.plain(type);
            }
            nearest = nearest.isEmpty() ? TaskNames.plain(type) : nearest;
        }
        return nearest;
    }

    /** The index of the frame next to the bottom of the stack that is this method; -1 when none is. */
    static int outermost(StackTraceElement[] stack, String type, String method) {
        for (int i = stack.length - 1; i >= 0; i--) {
            if (stack[i].getMethodName().equals(method)
                    && stack[i].getClassName().equals(type)) {
                return i;
            }
        }
        return -1;
    }

    static boolean has(StackTraceElement[] stack, String type, String method) {
        return outermost(stack, type, method) >= 0;
    }
}
