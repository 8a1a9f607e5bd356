package io.resilienceagent.flight;

import io.resilienceagent.guard.CircuitStep;
import io.resilienceagent.guard.Ticker;
import io.resilienceagent.incident.EventLog;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Hosts that the flight recorder watches. What is opened to the agent is opened on the command line. */
public final class FlightHost {
    private static final Path STATE = Path.of("state").toAbsolutePath();
    private static final Object LOCK = new Object();
    private static volatile double sink;

    private FlightHost() {}

    /** Arguments: {@code watched}, {@code killed}, {@code without}, {@code again}, {@code idle} or {@code unrecorded}. */
    public static void main(String[] arguments) throws Exception {
        EventLog log = new EventLog(System.err, Ticker.system());
        FlightRecording recording = new FlightRecording(STATE.resolve("flight"), type -> {}, log);
        FlightLog events = new FlightLog(log);
        if (arguments[0].equals("unrecorded")) {
            events.fault("chaos-00000001", "exception", "tick", 7, 300, "test", false, 1, "");
            return;
        }
        recording.start(true, Duration.ofMinutes(5), 32 << 20);
        events.stall("stall-00000001", "tick", "loop", "CPU_SPIN", 1, 1, Instant.now(), 1, false, null);
        System.out.println("running=" + recording.running());
        System.out.println("repository=" + System.getProperty("jdk.jfr.repository"));
        switch (arguments[0]) {
            case "watched" -> watched(recording);
            case "killed" -> Runtime.getRuntime().halt(9);
            case "without" -> {
                recording.look();
                System.out.println("dumped=" + recording.dump(STATE.resolve("none.jfr")));
                events.recovery("state-00000001", "SAFE_MODE", 1, 3, "");
                System.out.println("ticks=" + events.wantsTicks());
                refused(recording, log);
            }
            case "again" -> {
                recording.close();
                System.out.println("closed=" + recording.running());
                recording.start(true, Duration.ofMinutes(5), 32 << 20);
                System.out.println("again=" + recording.running());
            }
            case "idle" -> TimeUnit.SECONDS.sleep(Long.parseLong(arguments[1]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        recording.close();
    }

    /** What a person is told who asks for a recording, and what it leaves behind. */
    private static void refused(FlightRecording recording, EventLog log) throws IOException {
        Path directory = STATE.resolve("recordings");
        NamedRecordings named = new NamedRecordings(directory, recording, Ticker.system(), log);
        new FlightEvents(log).circuit(new CircuitStep("place_order", "BTC", "CLOSED", "OPEN", "3 failures"));
        try {
            named.start(new RecordingTerms("mine", "default", Optional.empty(), Duration.ofHours(1), 1 << 20));
        } catch (RecordingRefused told) {
            System.out.println("refused=" + told.code() + " " + told.getMessage());
        }
        try {
            named.dump(Optional.empty());
        } catch (RecordingRefused told) {
            System.out.println("undumped=" + told.code());
        }
        try (Stream<Path> left = Files.list(directory)) {
            System.out.println("left=" + left.toList());
        }
        named.close();
    }

    private static void watched(FlightRecording recording) throws Exception {
        Thread loop = new Thread(FlightHost::loop, "bot-loop");
        loop.setDaemon(true);
        loop.start();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        String[] wanted = {"hottest", "monitors_entered", "parks", "sleeps", "sockets", "gc_pauses"};
        Map<String, Object> facts = Map.of();
        while (System.nanoTime() < end
                && !(has(facts, wanted) && facts.get("hottest").toString().contains("spin"))) {
            System.gc();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            facts = recording.witness().about(loop, TimeUnit.MINUTES.toNanos(1));
        }
        for (String name : wanted) {
            System.out.println(name + '=' + facts.get(name));
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("resilience-")) {
                System.out.println("own="
                        + recording
                                .witness()
                                .about(thread, TimeUnit.MINUTES.toNanos(1))
                                .keySet());
            }
        }
        System.out.println("dumped=" + recording.dump(STATE.resolve("recording.jfr")));
    }

    private static boolean has(Map<String, Object> facts, String... wanted) {
        for (String name : wanted) {
            if (!facts.containsKey(name)) {
                return false;
            }
        }
        return true;
    }

    /** Spins, waits for a monitor, parks, sleeps and reads from a slow peer, again and again. */
    private static void loop() {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            while (true) {
                spin();
                waitForMonitor();
                LockSupport.parkNanos(LOCK, TimeUnit.MILLISECONDS.toNanos(80));
                TimeUnit.MILLISECONDS.sleep(80);
                readSlowly(server);
            }
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static void spin() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
        while (System.nanoTime() < end) {
            sink = Math.sin(sink) + 1;
        }
    }

    private static void waitForMonitor() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        Thread holder = new Thread(
                () -> {
                    synchronized (LOCK) {
                        held.countDown();
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                    }
                },
                "bot-holder");
        holder.start();
        held.await();
        synchronized (LOCK) {
            sink = 1;
        }
        holder.join();
    }

    private static void readSlowly(ServerSocket server) throws IOException, InterruptedException {
        try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket peer = server.accept()) {
            Thread answer = new Thread(
                    () -> {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(80));
                        try {
                            peer.getOutputStream().write(1);
                        } catch (IOException gone) {
                            throw new IllegalStateException(gone);
                        }
                    },
                    "bot-peer");
            answer.start();
            InputStream in = client.getInputStream();
            sink = in.read();
            answer.join();
        }
    }
}
