package io.resilienceagent.cause;

import java.lang.management.LockInfo;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * Who waits for whom: from a thread to the holder of what it waits for, from that one on, until somebody waits for
 * nobody or the chain meets itself.
 *
 * @param links the threads, the suspect's first
 * @param meets the index of the link that the last one waits for again; -1 if the chain has an end
 */
record LockChain(List<ThreadInfo> links, int meets) {
    private static final int LONGEST = 32;

    static LockChain from(ThreadBeans threads, long id) {
        List<ThreadInfo> links = new ArrayList<>();
        long next = id;
        while (links.size() < LONGEST) {
            int known = indexOf(links, next);
            if (known >= 0) {
                return new LockChain(links, known);
            }
            ThreadInfo info = threads.info(next);
            if (info == null) {
                break;
            }
            links.add(info);
            if (info.getLockOwnerId() < 0) {
                break;
            }
            next = info.getLockOwnerId();
        }
        return new LockChain(links, -1);
    }

    /** The first thread; null if it has ended or is a virtual one. */
    ThreadInfo first() {
        return links.isEmpty() ? null : links.get(0);
    }

    /** What a thread waits for, as {@code com.acme.Positions@1b2c}; empty if for nothing that has a name. */
    static String lock(ThreadInfo info) {
        LockInfo lock = info.getLockInfo();
        return lock == null ? "" : text(lock);
    }

    static String text(LockInfo lock) {
        return lock.getClassName() + "@" + Integer.toHexString(lock.getIdentityHashCode());
    }

    private static int indexOf(List<ThreadInfo> links, long id) {
        for (int i = 0; i < links.size(); i++) {
            if (links.get(i).getThreadId() == id) {
                return i;
            }
        }
        return -1;
    }
}
