package io.resilienceagent.chaos.fault;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whose turn it is, by name: the first call of a name fails, the next succeeds, and so on. Thread-safe. */
final class Alternation {
    /** More names than that share their turns. */
    private static final int MOST = 1024;

    private final boolean alternate;
    private final Map<String, Boolean> failed = new ConcurrentHashMap<>();

    Alternation(boolean alternate) {
        this.alternate = alternate;
    }

    /** Whether this call is to fail. */
    boolean strikes(String name) {
        String known = failed.containsKey(name) || failed.size() < MOST ? name : "";
        return !alternate || failed.merge(known, true, (before, first) -> !before);
    }
}
