package io.resilienceagent.agent;

import io.resilienceagent.incident.EventLog;
import io.resilienceagent.weave.Weaver;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes the agent out of a bot that goes on. First every woven call becomes a no-op, at once; then the classes get their own
 * bytecode back, and all ends that the agent had begun. Nothing that is left refers to the agent's class loader.
 *
 * <p>Once, whoever asks and how often. Thread-safe.
 */
final class Detachment implements Runnable {
    private final Weaver weaver;
    private final Undoing undoing;
    private final EventLog log;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile List<String> told = List.of();
    private volatile Runnable gone = () -> {};

    Detachment(Weaver weaver, Undoing undoing, EventLog log) {
        this.weaver = weaver;
        this.undoing = undoing;
        this.log = log;
    }

    /** @param last told when all else is over: the JVM's entry then knows of no agent */
    void whenOver(Runnable last) {
        gone = last;
    }

    /** Begins, on a thread of its own, and returns at once: whoever asks may be on a thread that is to end. */
    @Override
    public void run() {
        if (begun.compareAndSet(false, true)) {
            Thread thread = new Thread(null, this::leave, "resilience-detach", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
        }
    }

    /** Whether the agent is leaving, or has left. */
    boolean begun() {
        return begun.get();
    }

    /** Waits until the agent has left; what a person should know of. */
    List<String> await() throws InterruptedException {
        over.await();
        return told;
    }

    private void leave() {
        try {
            weaver.rest();
            log.notice("AGENT_DETACHING", "every join point is a no-op from now on; the bot runs unguarded");
            told = undoing.run(notes -> log.notice("AGENT_DETACHED", "left_open=" + notes));
        } finally {
            gone.run();
            over.countDown();
        }
    }
}
