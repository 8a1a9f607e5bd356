package io.resilienceagent.control;

import io.resilienceagent.guard.Events;
import io.resilienceagent.guard.Ticker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread {@code resilience-control}: serves all doors and connections, and waits for none of them. A connection that is
 * slow, silent or full of nonsense takes nothing from the others; nothing that fails ends the thread.
 */
final class Poller {
    private static final int SHARED_BYTES = 16 << 10;
    /** After a failure: were it to last, the thread would take a processor from the host. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long PATIENCE_MILLIS = 2_000;

    private final Ticker ticker;
    private final Events events;
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Map<Door, Set<Connection>> doors = new HashMap<>();
    /** Doors at which nobody is let in for a moment, and until when. */
    private final Map<Door, Long> resting = new HashMap<>();

    private final ByteBuffer shared = ByteBuffer.allocateDirect(SHARED_BYTES);
    private final Thread thread;
    private volatile boolean closing;

    Poller(Ticker ticker, Events events) throws IOException {
        this.ticker = ticker;
        this.events = events;
        this.selector = Selector.open();
        thread = new Thread(null, this::run, "resilience-control", 0, false);
        thread.setDaemon(true);
        // A host's loader must not be kept alive by a thread that happened to start us.
        thread.setContextClassLoader(null);
    }

    void start() {
        thread.start();
    }

    long now() {
        return ticker.nanos();
    }

    /** Has something done by the thread, soon. From any thread. */
    void later(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Opens a door; on the poller's thread. */
    void open(Door door) throws IOException {
        door.channel().register(selector, SelectionKey.OP_ACCEPT, door);
        doors.put(door, new HashSet<>());
    }

    /** Closes a door and all connections that came through it; on the poller's thread. */
    void close(Door door) {
        Set<Connection> inside = doors.getOrDefault(door, Set.of());
        door.close();
        List.copyOf(inside).forEach(Connection::close);
        doors.remove(door);
        resting.remove(door);
    }

    void left(Connection connection) {
        doors.values().forEach(inside -> inside.remove(connection));
    }

    /** How many connections a door has; on the poller's thread. */
    int connections(Door door) {
        return doors.getOrDefault(door, Set.of()).size();
    }

    /** Ends the thread and closes all doors and connections; waits for that a moment. From any other thread. */
    void close() {
        closing = true;
        selector.wakeup();
        boolean interrupted = false;
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without memory even to name a method for the first time may fail: the last resort names nothing. */
    @SuppressWarnings("EmptyCatch")
    private void run() {
        while (!closing) {
            try {
                round();
            } catch (Throwable failure) {
                try {
                    events.failure("CONTROL_ERROR", "resilience-control", failure);
                    LockSupport.parkNanos(this, REST_NANOS);
                } catch (Throwable hopeless) {
                }
            }
        }
        try {
            runTasks();
            List.copyOf(doors.keySet()).forEach(this::close);
            selector.close();
        } catch (Throwable failure) {
            events.failure("CONTROL_ERROR", "end", failure);
        }
    }

    private void round() throws IOException {
        runTasks();
        long wait = untilDue();
        if (wait > 0) {
            selector.select(this::handle, wait == Long.MAX_VALUE ? 0 : TimeUnit.NANOSECONDS.toMillis(wait) + 1);
        }
        // An interrupt would end every later wait at once.
        Thread.interrupted();
        // Of a process that stood still the deadlines are over, and what came meanwhile is not yet read: that first.
        selector.selectNow(this::handle);
        judge();
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private long untilDue() {
        long now = now();
        long wait = Long.MAX_VALUE;
        for (Set<Connection> inside : doors.values()) {
            for (Connection connection : inside) {
                long due = connection.due();
                wait = due == Long.MAX_VALUE ? wait : Math.min(wait, Math.max(0, due - now));
            }
        }
        for (long until : resting.values()) {
            wait = Math.min(wait, Math.max(0, until - now));
        }
        return wait;
    }

    private void judge() {
        long now = now();
        for (Set<Connection> inside : doors.values()) {
            for (Connection connection : List.copyOf(inside)) {
                long due = connection.due();
                if (due != Long.MAX_VALUE && due - now <= 0) {
                    guarded(connection, () -> connection.late(now));
                }
            }
        }
        resting.entrySet().removeIf(rest -> {
            boolean over = rest.getValue() - now <= 0;
            if (over) {
                rest.getKey().channel().keyFor(selector).interestOps(SelectionKey.OP_ACCEPT);
            }
            return over;
        });
    }

    private void handle(SelectionKey key) {
        if (key.attachment() instanceof Door door) {
            accept(door, key);
        } else if (key.attachment() instanceof Connection connection) {
            guarded(connection, () -> connection.ready(shared));
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** What goes wrong on one connection ends that one. */
    private void guarded(Connection connection, Step step) {
        try {
            step.run();
        } catch (IOException gone) {
            connection.close();
        } catch (Throwable failure) {
            connection.close();
            events.failure("CONTROL_ERROR", "connection", failure);
        }
    }

    private void accept(Door door, SelectionKey key) {
        SocketChannel channel;
        try {
            channel = door.channel().accept();
        } catch (IOException noFiles) {
            // The host may have used up its files; whoever knocks goes on knocking.
            key.interestOps(0);
            resting.put(door, now() + REST_NANOS);
            events.failure("CONTROL_ERROR", "accept", noFiles);
            return;
        }
        if (channel == null) {
            return;
        }
        boolean taken = false;
        try {
            channel.configureBlocking(false);
            if (connections(door) >= door.mostConnections()) {
                // What is left unread would make the kernel throw the answer away.
                shared.clear();
                int read = channel.read(shared);
                channel.write(ByteBuffer.wrap(door.full(), 0, read < 0 ? 0 : door.full().length));
            } else {
                Conversation conversation = door.meet(channel);
                if (conversation != null) {
                    SelectionKey own = channel.register(selector, SelectionKey.OP_READ);
                    Connection connection = new Connection(this, channel, own, conversation);
                    own.attach(connection);
                    doors.get(door).add(connection);
                    taken = true;
                }
            }
        } catch (IOException gone) {
            // It was not taken.
        } catch (Throwable failure) {
            events.failure("CONTROL_ERROR", "accept", failure);
        } finally {
            if (!taken) {
                closeQuietly(channel);
            }
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            return;
        }
    }
}
