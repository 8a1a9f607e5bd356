package io.resilienceagent.systemd;

/** What became of one message to systemd: a value, since no caller could do more about an exception. Immutable. */
public enum Delivery {
    /** The kernel took it. Whether systemd listens to this process is for the unit's {@code NotifyAccess=} to say. */
    SENT,
    /** systemd has not read what came before: kept, and sent by {@link Systemd#retry()}. */
    BUSY,
    /** Nobody listens at {@code NOTIFY_SOCKET} any more. */
    GONE,
    /** The service may not use sockets of this kind ({@code RestrictAddressFamilies=}), or not this one. */
    FORBIDDEN,
    /** This JVM cannot send at all: the native library or its directory is missing. */
    UNAVAILABLE,
    /** Anything else; the failure that was told names it. */
    FAILED
}
