package io.resilienceagent.systemd;

import java.util.Map;

/** Why a message did not reach systemd: what failed, the error's name, and what to do. Immutable. */
final class NotifyFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int EAGAIN = 11;
    private static final int EACCES = 13;
    private static final int EAFNOSUPPORT = 97;
    private static final int ENOBUFS = 105;
    private static final int ECONNREFUSED = 111;

    private static final Map<Integer, String> WORDS = Map.of(
            EPERM,
            "EPERM, not permitted",
            ENOENT,
            "ENOENT, the socket is gone",
            EAGAIN,
            "EAGAIN, systemd has not read what came before",
            EACCES,
            "EACCES, this user may not write to the socket",
            24,
            "EMFILE, the process has no file descriptor left",
            90,
            "EMSGSIZE, the message is too long",
            EAFNOSUPPORT,
            "EAFNOSUPPORT, the unit forbids it: add AF_UNIX to RestrictAddressFamilies=",
            ENOBUFS,
            "ENOBUFS, the kernel has no room for it",
            ECONNREFUSED,
            "ECONNREFUSED, nobody listens at the socket");

    private final Delivery delivery;

    private NotifyFailure(Delivery delivery, String message, Throwable cause) {
        super(message, cause);
        this.delivery = delivery;
    }

    /** A system call that failed. */
    static NotifyFailure of(String call, String address, int errno) {
        String words = WORDS.getOrDefault(errno, "errno " + errno);
        return new NotifyFailure(delivery(errno), call + " for NOTIFY_SOCKET=" + address + ": " + words, null);
    }

    /** The JVM cannot send at all, and never will. */
    static NotifyFailure unavailable(String message, Throwable cause) {
        return new NotifyFailure(Delivery.UNAVAILABLE, message, cause);
    }

    private static Delivery delivery(int errno) {
        return switch (errno) {
            case EAGAIN, ENOBUFS -> Delivery.BUSY;
            case ENOENT, ECONNREFUSED -> Delivery.GONE;
            case EPERM, EACCES, EAFNOSUPPORT -> Delivery.FORBIDDEN;
            default -> Delivery.FAILED;
        };
    }

    /** The failure as a value. */
    Delivery delivery() {
        return delivery;
    }
}
