package io.resilienceagent.systemd;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The few functions of the C library that talking to systemd takes. To touch this class loads JNA: only
 * {@link NativeLoader} does so, after it has prepared the ground. Thread-safe.
 *
 * <p>Functions are called as they are, not through a mapped class: that would allocate native descriptions of their
 * types, and so need JNA's cleaner thread for ever.
 */
final class LibC {
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int CLOCK_MONOTONIC = 1;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private final Function socket;
    private final Function sendto;
    private final Function clockGettime;
    private final Function close;

    /** Finds the functions in the process itself. */
    LibC() {
        // Once found they stay where they are: the C library is never unloaded, so the handle need not be kept.
        try (NativeLibrary process = NativeLibrary.getProcess()) {
            socket = process.getFunction("socket");
            sendto = process.getFunction("sendto");
            clockGettime = process.getFunction("clock_gettime");
            close = process.getFunction("close");
        }
    }

    /** A datagram socket that children of the host do not inherit; negative on failure. */
    int datagramSocket() {
        return socket.invokeInt(new Object[] {NotifyAddress.AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0});
    }

    /** Gives a descriptor back. */
    void close(int descriptor) {
        close.invokeInt(new Object[] {descriptor});
    }

    /** Sends without ever waiting; negative on failure. */
    long send(int descriptor, byte[] message, byte[] sockaddr) {
        return sendto.invokeLong(new Object[] {
            descriptor, message, (long) message.length, MSG_DONTWAIT | MSG_NOSIGNAL, sockaddr, sockaddr.length
        });
    }

    /** Why the last call of this thread failed. */
    int errno() {
        return Native.getLastError();
    }

    /** The clock that systemd compares with, in microseconds. */
    long monotonicMicros() {
        long[] secondsAndNanos = new long[2];
        clockGettime.invokeInt(new Object[] {CLOCK_MONOTONIC, secondsAndNanos});
        return secondsAndNanos[0] * MICROS_PER_SECOND + secondsAndNanos[1] / NANOS_PER_MICRO;
    }
}
