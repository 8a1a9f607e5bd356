package com.example.marketbot;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The signals that no exchange has acknowledged yet, remembered in {@code open_signals.json}. */
public final class OpenSignals extends Book {
    /** After so many tries the chance is gone. */
    static final int MOST_TRIES = 30;

    private final AtomicFile file;
    private final Map<String, OpenSignal> open = new LinkedHashMap<>();

    /**
     * @param tries how often it was tried in vain
     * @param retryAt the tick at which to try again
     */
    private record OpenSignal(Signal signal, int tries, long retryAt) {}

    /** Takes up the open signals of the run before; all of them are due at once. */
    public OpenSignals(Path dataDirectory) {
        this(dataDirectory, LockKind.MONITOR);
    }

    /** As above, guarded by a lock of this kind. */
    public OpenSignals(Path dataDirectory, LockKind kind) {
        super(kind);
        file = new AtomicFile(dataDirectory.resolve("open_signals.json"));
        List<OpenSignal> left = file.readOr(List.of(), new TypeReference<List<OpenSignal>>() {});
        left.forEach(entry -> open.put(entry.signal().id(), new OpenSignal(entry.signal(), entry.tries(), 0)));
    }

    /** Remembers a signal that is about to be sent for the first time. */
    public void add(Signal signal) {
        change(() -> open.put(signal.id(), new OpenSignal(signal, 0, Long.MAX_VALUE)));
    }

    /** Forgets a signal that the exchange took. */
    public void acknowledged(Signal signal) {
        change(() -> open.remove(signal.id()));
    }

    /** Keeps a signal for another try, or drops it if it was tried often enough. */
    public void failed(Signal signal, long retryAt) {
        change(() -> keepOrGiveUp(signal, retryAt));
    }

    private void keepOrGiveUp(Signal signal, long retryAt) {
        OpenSignal before = open.get(signal.id());
        int tries = before == null ? 1 : before.tries() + 1;
        if (tries >= MOST_TRIES) {
            Log.info("giving up " + signal.id() + ": " + tries + " tries");
            open.remove(signal.id());
        } else {
            open.put(signal.id(), new OpenSignal(signal, tries, retryAt));
        }
    }

    /** Keeps a signal for another try, without counting the one that failed. */
    public void postponed(Signal signal, long retryAt) {
        change(() -> {
            OpenSignal before = open.get(signal.id());
            open.put(signal.id(), new OpenSignal(signal, before == null ? 0 : before.tries(), retryAt));
        });
    }

    /** The signals to try again at this tick, oldest first. */
    public List<Signal> due(long tick) {
        return locked(() -> open.values().stream()
                .filter(entry -> entry.retryAt() <= tick)
                .map(OpenSignal::signal)
                .toList());
    }

    /** How many signals are open. */
    public int size() {
        return locked(open::size);
    }

    private void change(Runnable change) {
        locked(() -> {
            change.run();
            file.write(List.copyOf(open.values()));
            return open.size();
        });
    }
}
