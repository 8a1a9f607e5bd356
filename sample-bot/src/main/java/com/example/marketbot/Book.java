package com.example.marketbot;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Something written down that several threads read and change, one at a time. */
public abstract class Book {
    private final Lock lock;

    /** @param kind what guards this book */
    protected Book(LockKind kind) {
        lock = kind == LockKind.REENTRANT ? new ReentrantLock() : null; // null: our own monitor does it
    }

    /** Does a piece of work while nobody else reads or changes this book; waits for that as long as it takes. */
    public final <T> T locked(Supplier<T> work) {
        if (lock == null) {
            synchronized (this) {
                return work.get();
            }
        }
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
