package io.resilienceagent.control;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * Finds the address that a name means, without keeping the thread of the connections waiting: a name service may take any time. One
 * name at a time is looked up, on a thread that is there only for that. Thread-safe.
 */
final class NameLookup {
    private final Names names;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** Who knows the names; may take any time. */
    @FunctionalInterface
    interface Names {
        InetAddress find(String host) throws IOException;
    }

    NameLookup(Names names) {
        this.names = names;
    }

    /** Whether it is an address already, for which nobody is asked. */
    static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    /**
     * The address that a host is written as, of which {@link #isAddress} is true.
     *
     * @throws IOException when it is none all the same
     */
    static InetAddress address(String host) throws IOException {
        return InetAddress.getByName(host);
    }

    /**
     * Begins to look a name up.
     *
     * @param told gets the address, or why there is none, on another thread; the other one is null
     * @return whether it has begun; false while another name is looked up
     */
    boolean begin(String host, BiConsumer<InetAddress, Throwable> told) {
        if (!busy.compareAndSet(false, true)) {
            return false;
        }
        boolean started = false;
        try {
            Thread thread = new Thread(null, () -> find(host, told), "resilience-name", 0, false);
            thread.setDaemon(true);
            // A host's loader must not be kept alive by a thread that happened to start us.
            thread.setContextClassLoader(null);
            thread.start();
            started = true;
        } finally {
            if (!started) {
                busy.set(false);
            }
        }
        return true;
    }

    private void find(String host, BiConsumer<InetAddress, Throwable> told) {
        InetAddress address = null;
        Throwable failure = null;
        try {
            address = names.find(host);
        } catch (Throwable unknown) {
            failure = unknown;
        } finally {
            busy.set(false);
        }
        told.accept(address, failure);
    }
}
