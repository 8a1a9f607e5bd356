package io.resilienceagent.control;

import io.resilienceagent.guard.Events;
import java.util.ArrayList;
import java.util.List;

/** The other side of a connection to the Unix socket, and what ends with it. Thread-safe. */
final class SocketSession implements Session {
    private static final int MOST_HELD = 256;

    private final String who;
    private final Events events;
    private final List<Runnable> ends = new ArrayList<>();
    private boolean over;

    SocketSession(String who, Events events) {
        this.who = who;
        this.events = events;
    }

    @Override
    public String who() {
        return who;
    }

    @Override
    public synchronized boolean whenGone(Runnable end) {
        return !over && ends.size() < MOST_HELD && ends.add(end);
    }

    synchronized boolean holds() {
        return !ends.isEmpty();
    }

    /** Nothing was heard for too long: what is held ends. The connection may go on. */
    void silent() {
        end(false);
    }

    /** The connection is over. */
    void gone() {
        end(true);
    }

    private void end(boolean forGood) {
        List<Runnable> now;
        synchronized (this) {
            over |= forGood;
            now = List.copyOf(ends);
            ends.clear();
        }
        for (Runnable end : now) {
            try {
                end.run();
            } catch (Throwable failure) {
                events.failure("CONTROL_ERROR", "end of a session", failure);
            }
        }
    }
}
