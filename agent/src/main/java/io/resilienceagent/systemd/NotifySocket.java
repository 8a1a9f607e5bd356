package io.resilienceagent.systemd;

/**
 * The socket to systemd. One descriptor, kept: a host that has run out of them still gets its watchdog pinged. It is
 * not connected, so a systemd that made its socket anew is found again. Thread-safe; never waits, but for JNA to load.
 */
final class NotifySocket {
    private static final int EBADF = 9;
    private static final int ENOTSOCK = 88;
    private static final int NONE = -1;

    private final NotifyAddress address;
    private final NativeLoader loader;
    private NotifyFailure hopeless;
    private volatile LibC libc;
    private volatile int descriptor = NONE;

    NotifySocket(NotifyAddress address, NativeLoader loader) {
        this.address = address;
        this.loader = loader;
    }

    /**
     * Sends one datagram.
     *
     * @throws NotifyFailure when it did not go out, and why
     */
    void send(byte[] message) throws NotifyFailure {
        LibC calls = libc();
        int used = open(calls, NONE);
        if (calls.send(used, message, address.sockaddr()) >= 0) {
            return;
        }
        int errno = calls.errno();
        // A host may close descriptors that are not its own, as daemons do.
        if ((errno == EBADF || errno == ENOTSOCK) && calls.send(open(calls, used), message, address.sockaddr()) >= 0) {
            return;
        }
        throw NotifyFailure.of("sendto", address.text(), errno);
    }

    /** Gives the descriptor back; a message that is sent later opens another. */
    synchronized void close() {
        if (descriptor != NONE) {
            libc.close(descriptor);
            descriptor = NONE;
        }
    }

    /** Now by systemd's clock, in microseconds. */
    long monotonicMicros() throws NotifyFailure {
        return libc().monotonicMicros();
    }

    /** The descriptor; a new one when it is the lost one, or there is none yet. */
    private int open(LibC calls, int lost) throws NotifyFailure {
        return descriptor == lost ? reopen(calls, lost) : descriptor;
    }

    private synchronized int reopen(LibC calls, int lost) throws NotifyFailure {
        if (descriptor == lost) {
            int fresh = calls.datagramSocket();
            if (fresh < 0) {
                throw NotifyFailure.of("socket", address.text(), calls.errno());
            }
            descriptor = fresh;
        }
        return descriptor;
    }

    private LibC libc() throws NotifyFailure {
        LibC loaded = libc;
        return loaded == null ? load() : loaded;
    }

    private synchronized LibC load() throws NotifyFailure {
        if (hopeless != null) {
            throw hopeless;
        }
        if (libc == null) {
            try {
                libc = loader.load();
            } catch (NotifyFailure forEver) {
                hopeless = forEver;
                throw forEver;
            }
        }
        return libc;
    }
}
