package io.resilienceagent.cause;

import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A thread that waits for a monitor, a lock, or a signal that does not come; with the holder where one is known. */
final class LockWait implements Explanation {
    private static final String NOBODY = "nobody is known to hold it";

    @Override
    public Finding of(Seen seen) {
        if (seen.activity() != Activity.BLOCKED
                && seen.activity() != Activity.WAITS
                && seen.activity() != Activity.AWAITS_IO) {
            return null;
        }
        LockChain chain = LockChain.from(seen.threads(), seen.suspect().thread().getId());
        ThreadInfo info = chain.first();
        boolean notified = isNotified(seen.typical());
        if (info != null && info.getLockOwnerId() >= 0 && !notified) {
            return held(seen, chain, info);
        }
        // Waiting for an answer from outside is told as that, unless a holder was found.
        return seen.activity() == Activity.AWAITS_IO ? null : unheld(seen, info);
    }

    /** Who waits in {@code Object.wait} waits for a notification: that somebody holds the monitor just now means nothing. */
    private static boolean isNotified(Look look) {
        return look.state() != Thread.State.BLOCKED
                && look.frames().length > 0
                && look.frames()[0].getClassName().equals("java.lang.Object");
    }

    private static Finding held(Seen seen, LockChain chain, ThreadInfo info) {
        String lock = LockChain.lock(info);
        String kind = info.getThreadState() == Thread.State.BLOCKED ? "the monitor of " : "the lock ";
        ThreadInfo holder = seen.threads().infoWithStack(info.getLockOwnerId());
        Evidence holding = Evidence.part();
        String does = "";
        if (holder != null) {
            StackTraceElement[] frames = holder.getStackTrace();
            Doing doing = KnownFrames.doing(holder.getThreadState(), frames, holder.getLockInfo() != null);
            does = ", which "
                    + (holder.getLockOwnerId() >= 0
                            ? "waits for " + LockChain.lock(holder) + " held by " + holder.getLockOwnerName()
                            : doing.words());
            holding.with("thread", holder.getThreadName())
                    .with("state", holder.getThreadState().name())
                    .with("does", doing.words())
                    .with("at", Frames.host(frames))
                    .with("stack", Frames.texts(frames, frames.length));
        }
        return new Evidence(seen.subject() + " waits for " + kind + lock + ", held by thread " + info.getLockOwnerName()
                        + does)
                .with("waits_for", lock)
                .with("held_by", info.getLockOwnerName())
                .with("holder", holding.facts())
                .with("chain", chain(chain))
                .as(Cause.LOCK_WAIT);
    }

    private static Finding unheld(Seen seen, ThreadInfo info) {
        String lock = info == null ? blocker(seen.suspect().thread()) : LockChain.lock(info);
        String in = seen.typical().doing().operation();
        boolean virtual = ThreadBeans.isVirtual(seen.suspect().thread());
        return new Evidence(
                        seen.subject() + " waits in " + in + (lock.isEmpty() ? "" : " for " + lock) + " and " + NOBODY)
                .with("waits_for", lock.isEmpty() ? "unknown" : lock)
                .with("held_by", NOBODY)
                .with("readers", readers(seen.suspect().thread(), lock))
                .with("call", in)
                .with("note", virtual ? "the JVM does not tell the holders of what a virtual thread waits for" : null)
                .as(Cause.LOCK_WAIT);
    }

    /** What a thread parks for, which also virtual threads tell. */
    private static String blocker(Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        return blocker == null
                ? ""
                : blocker.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(blocker));
    }

    /** A read lock has no owner, but its count stands in the text of the JDK's own class. */
    private static String readers(Thread thread, String lock) {
        Object blocker = LockSupport.getBlocker(thread);
        String type = "java.util.concurrent.locks.ReentrantReadWriteLock$";
        if (blocker == null || !blocker.getClass().getName().startsWith(type) || !lock.startsWith(type)) {
            return null;
        }
        String text = blocker.toString();
        int at = text.indexOf("State = ");
        int end = text.indexOf(',', at);
        try {
            long state = at < 0 || end < 0 ? 0 : Long.parseLong(text, at + 8, end, 10);
            // The upper half of the state: of an int, and on later JDKs of a long.
            long readers = state >>> (state > 0xffff_ffffL ? 32 : 16);
            return readers == 0 ? null : readers + " hold it for reading; the JDK does not note who";
        } catch (NumberFormatException other) {
            return null;
        }
    }

    /** The chain from the suspect's holder on, where the holder waits itself. */
    static List<Map<String, Object>> chain(LockChain chain) {
        List<Map<String, Object>> links = new ArrayList<>();
        for (int i = 1; i < chain.links().size(); i++) {
            ThreadInfo link = chain.links().get(i);
            if (link.getLockOwnerId() >= 0) {
                links.add(Evidence.part()
                        .with("thread", link.getThreadName())
                        .with("waits_for", LockChain.lock(link))
                        .with("held_by", link.getLockOwnerName())
                        .facts());
            }
        }
        return links;
    }
}
