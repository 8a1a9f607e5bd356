package io.resilienceagent.cause;

import io.resilienceagent.guard.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether what the detectors live on is there: asked of this JVM with threads that really sleep, wait and read, since
 * the names of the JDK's internal frames may change with any release. Takes some ten milliseconds, at most a few
 * seconds; to be run by a thread of the agent's own after start.
 */
public final class InputCheck {
    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final long BETWEEN_LOOKS_NANOS = 1_000_000;

    private final ThreadBeans threads;
    private final ThreadExaminer examiner;
    private final Ticker ticker;

    /** @param examiner whose eyes are tested */
    public InputCheck(ThreadExaminer examiner, Ticker ticker) {
        this.threads = examiner.threads();
        this.examiner = examiner;
        this.ticker = ticker;
    }

    /** The detectors that do not work on this JVM, each with its reason; empty if all do. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!threads.tellsCpuTime()) {
            problems.add("CPU_SPIN: the JVM tells no thread's processor time");
        }
        if (!threads.findsDeadlocks()) {
            problems.add("DEADLOCK: the JVM does not watch locks of java.util.concurrent, only monitors");
        }
        ReentrantLock lock = new ReentrantLock();
        Object monitor = new Object();
        lock.lock();
        try {
            synchronized (monitor) {
                recognise(problems, lock, monitor);
            }
        } finally {
            lock.unlock();
        }
        return problems;
    }

    private void recognise(List<String> problems, ReentrantLock lock, Object monitor) {
        Object nobody = new Object();
        try (Patient sleeper = new Patient("sleep", () -> Thread.sleep(60_000), () -> {});
                Patient parked = new Patient("park", () -> LockSupport.parkNanos(60_000_000_000L), () -> {});
                Patient locked = new Patient("lock", lock::lockInterruptibly, () -> {});
                Patient blocked = new Patient("monitor", () -> enter(monitor), () -> {});
                Patient waiter = new Patient("wait", () -> await(nobody), () -> {})) {
            long deadline = ticker.nanos() + PATIENCE_NANOS;
            expect(problems, sleeper, Cause.SLEEP, "Thread.sleep", deadline);
            expect(problems, parked, Cause.SLEEP, "LockSupport.parkNanos", deadline);
            expect(problems, locked, Cause.LOCK_WAIT, "a lock", deadline);
            expect(problems, blocked, Cause.LOCK_WAIT, "a monitor", deadline);
            expect(problems, waiter, Cause.LOCK_WAIT, "Object.wait", deadline);
            recogniseSocket(problems, deadline);
        }
    }

    private void recogniseSocket(List<String> problems, long deadline) {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
                Patient reader = new Patient("socket", () -> read(socket), socket)) {
            expect(problems, reader, Cause.BLOCKING_IO, "a socket's read", deadline);
        } catch (IOException | SecurityException forbidden) {
            problems.add("BLOCKING_IO: not checked, since no loopback socket could be opened: " + forbidden);
        }
    }

    /** The thread needs a moment to get there; before that it looks like one that runs. */
    private void expect(List<String> problems, Patient patient, Cause expected, String what, long deadline) {
        Suspect suspect = new Suspect("self-test", patient.thread(), "", true, null);
        Cause found;
        do {
            Examination examination = examiner.examine(suspect);
            found = examination.verdict().cause();
            if (found == expected) {
                return;
            }
            LockSupport.parkNanos(this, BETWEEN_LOOKS_NANOS);
        } while (ticker.nanos() - deadline < 0);
        problems.add(expected + ": a thread in " + what + " is taken for " + found + "; its frames on this JVM: "
                + Frames.texts(threads.stack(patient.thread()), 0));
    }

    private static void enter(Object monitor) {
        synchronized (monitor) {
            Thread.onSpinWait();
        }
    }

    private static void await(Object nobody) throws InterruptedException {
        synchronized (nobody) {
            while (!Thread.currentThread().isInterrupted()) {
                nobody.wait();
            }
        }
    }

    private static void read(Socket socket) throws IOException {
        InputStream stream = socket.getInputStream();
        while (stream.read() >= 0) {
            Thread.onSpinWait();
        }
    }
}
