package com.example.marketbot;

/** The two ways in which Java code guards what it shares. */
public enum LockKind {
    /** The {@code synchronized} of the object itself. */
    MONITOR,
    /** A {@link java.util.concurrent.locks.ReentrantLock}. */
    REENTRANT
}
