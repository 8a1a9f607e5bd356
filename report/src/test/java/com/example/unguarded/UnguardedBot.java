package com.example.unguarded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;

/** A program that never had the agent, with the troubles that it is asked for, and a recording of them. */
public final class UnguardedBot {
    private static final long SPIN_NANOS = TimeUnit.MILLISECONDS.toNanos(4200);
    private static final long HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(2300);
    private static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final int DEEP_THREADS = 50;
    private static final int FRAMES = 300;
    private static final int DUMPS = 10;

    private static volatile double computed;

    private UnguardedBot() {}

    /** Arguments: where the recording goes, and the troubles. */
    public static void main(String[] arguments) throws Exception {
        List<Thread> awaited = new ArrayList<>();
        try (Recording recording = new Recording()) {
            for (String event : List.of(
                    "jdk.JVMInformation",
                    "jdk.CPUInformation",
                    "jdk.GCPhasePause",
                    "jdk.ExecuteVMOperation",
                    "jdk.SafepointBegin")) {
                recording.enable(event).withThreshold(Duration.ZERO);
            }
            recording.enable("jdk.ThreadDump").with("period", "endChunk");
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(20));
            recording.enable("jdk.ThreadCPULoad").withPeriod(Duration.ofSeconds(1));
            for (String event :
                    List.of("jdk.JavaMonitorEnter", "jdk.ThreadPark", "jdk.SocketRead", "jdk.VirtualThreadPinned")) {
                recording.enable(event).withThreshold(Duration.ofMillis(20)).withStackTrace();
            }
            recording.start();
            for (int i = 1; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "deadlock" -> deadlock();
                    case "spin" -> awaited.add(thread("price-loop", UnguardedBot::spin));
                    case "holder" -> awaited.addAll(holder());
                    case "socket" -> awaited.add(socket());
                    case "garbage" -> garbage();
                    case "pinned" -> pinned();
                    case "dumps" -> dumps();
                    default -> throw new IllegalArgumentException(arguments[i]);
                }
            }
            for (Thread thread : awaited) {
                thread.join();
            }
            recording.stop();
            recording.dump(Path.of(arguments[0]));
        }
        // Deadlocked threads never end.
        Runtime.getRuntime().halt(0);
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.start();
        return thread;
    }

    private static void deadlock() throws InterruptedException {
        Object book = new Object();
        Object positions = new Object();
        CyclicBarrier both = new CyclicBarrier(2);
        Thread trader = thread("trader", () -> take(book, positions, both));
        Thread risk = thread("risk", () -> take(positions, book, both));
        while (trader.getState() != Thread.State.BLOCKED || risk.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
    }

    private static void take(Object first, Object second, CyclicBarrier both) {
        synchronized (first) {
            try {
                both.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            synchronized (second) {
                held();
            }
        }
    }

    private static void held() {
        computed = 1;
    }

    private static void spin() {
        long end = System.nanoTime() + SPIN_NANOS;
        double value = 1;
        while (System.nanoTime() < end) {
            for (int i = 1; i < 1000; i++) {
                value = Math.sqrt(value + i);
            }
        }
        computed = value;
    }

    private static List<Thread> holder() {
        Object lock = new Object();
        CountDownLatch held = new CountDownLatch(1);
        Thread writer = thread("report-writer", () -> {
            synchronized (lock) {
                held.countDown();
                until(HELD_NANOS);
            }
        });
        Thread waiter = thread("order-sender", () -> {
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            synchronized (lock) {
                held();
            }
        });
        return List.of(writer, waiter);
    }

    private static void until(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static Thread socket() throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        thread("exchange", () -> {
            try (Socket client = server.accept()) {
                until(ANSWER_NANOS);
                client.getOutputStream().write(1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return thread("vert.x-eventloop-thread-0", () -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
                computed = socket.getInputStream().read();
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void garbage() {
        List<byte[]> live = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            live.add(new byte[1000]);
        }
        for (int i = 0; i < 12; i++) {
            System.gc();
        }
        computed = live.size();
    }

    /** Thread dumps with all locks, of threads with deep stacks: all stand still until each frame was looked at. */
    private static void dumps() {
        for (int i = 0; i < DEEP_THREADS; i++) {
            Thread thread = new Thread(() -> deep(FRAMES), "deep-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        for (int i = 0; i < DUMPS; i++) {
            computed = ManagementFactory.getThreadMXBean().dumpAllThreads(true, true).length;
        }
    }

    private static void deep(int frames) {
        if (frames > 0) {
            deep(frames - 1);
        } else {
            until(Long.MAX_VALUE);
        }
    }

    /** On JDK 24 and later only native frames pin, such as those below a class that is initialized. */
    private static void pinned() throws ReflectiveOperationException, InterruptedException {
        Runnable touch = () -> computed = Slow.value;
        Thread thread = (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, touch);
        thread.join();
    }

    private static final class Slow {
        static volatile double value = 1;

        static {
            until(TimeUnit.MILLISECONDS.toNanos(300));
        }
    }
}
