package io.resilienceagent.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages through real sockets, and what is said when they do not arrive. */
class SystemdTest {
    @TempDir
    private Path directory;

    private SystemdKit kit(Path socket) {
        return new SystemdKit(socket.toString(), directory.resolve("state"));
    }

    @Test
    void withoutNotifySocketThereIsNone() {
        for (Map<String, String> environment : List.of(Map.<String, String>of(), Map.of("NOTIFY_SOCKET", ""))) {
            assertTrue(Systemd.fromEnvironment(
                            environment,
                            directory.resolve("state"),
                            Optional.empty(),
                            new SystemdKit("", directory).events)
                    .isEmpty());
        }
        assertTrue(Files.notExists(directory.resolve("state")));
    }

    @Test
    void eachMessageIsOneDatagramInSystemdsWords() {
        Path socket = directory.resolve("notify");
        try (NotifyReceiver receiver = new NotifyReceiver(socket.toString())) {
            SystemdKit kit = kit(socket);
            Systemd systemd = kit.open();
            assertEquals(Delivery.SENT, systemd.ready());
            assertEquals(Delivery.SENT, systemd.status("RUNNING, grüßt"));
            assertEquals(Delivery.SENT, systemd.watchdog());
            assertEquals(Delivery.SENT, systemd.watchdogPeriod(Duration.ZERO));
            assertEquals(Delivery.SENT, systemd.watchdogPeriod(Duration.ofMillis(1500)));
            assertEquals(Delivery.SENT, systemd.extendTimeout(Duration.ofMillis(1500)));
            assertEquals(Delivery.SENT, systemd.stopping());
            assertEquals(Delivery.SENT, systemd.stopping(Duration.ofSeconds(20)));
            assertEquals(
                    List.of(
                            "READY=1",
                            "STATUS=RUNNING, grüßt",
                            "WATCHDOG=1",
                            "WATCHDOG_USEC=0",
                            "WATCHDOG_USEC=1500000",
                            "EXTEND_TIMEOUT_USEC=1500000",
                            "STOPPING=1",
                            "STOPPING=1\nEXTEND_TIMEOUT_USEC=20000000"),
                    receiver.received());
            assertEquals(List.of(), kit.events.failures);
        }
    }

    @Test
    void anAbstractAddressIsReached() {
        String address = "@resilience-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        try (NotifyReceiver receiver = new NotifyReceiver(address)) {
            assertEquals(
                    Delivery.SENT,
                    new SystemdKit(address, directory.resolve("state")).open().ready());
            assertEquals(List.of("READY=1"), receiver.received());
        }
    }

    /** systemd compares the time with its own clock: it must lie between two looks at that. */
    @Test
    void aReloadSaysWhenItBeganBySystemdsClock() {
        Path socket = directory.resolve("notify");
        try (NotifyReceiver receiver = new NotifyReceiver(socket.toString())) {
            // On Linux the JVM's clock is the same one.
            long before = System.nanoTime() / 1000;
            assertEquals(Delivery.SENT, kit(socket).open().reloading());
            long after = System.nanoTime() / 1000;
            String message = receiver.received().get(0);
            String start = "RELOADING=1\nMONOTONIC_USEC=";
            assertTrue(message.startsWith(start), message);
            long told = Long.parseLong(message.substring(start.length()));
            assertTrue(before <= told && told <= after, before + " " + told + " " + after);
        }
    }

    @Test
    void nobodyListeningIsToldAndOverOnceSomebodyDoes() throws Exception {
        Path socket = directory.resolve("notify");
        SystemdKit kit = kit(socket);
        Systemd systemd = kit.open();
        assertEquals(Delivery.GONE, systemd.ready());
        assertEquals(1, kit.events.failures.size());
        String told = kit.events.failures.get(0);
        assertTrue(
                told.startsWith("SYSTEMD_ERROR NOTIFY_SOCKET ")
                        && told.contains("ENOENT")
                        && told.contains(socket.toString()),
                told);
        new NotifyReceiver(socket.toString()).close();
        assertEquals(Delivery.GONE, systemd.status("still here"));
        String later = kit.events.failures.get(1);
        assertTrue(later.contains("ECONNREFUSED"), later);
        assertTrue(later.startsWith("SYSTEMD_ERROR NOTIFY_SOCKET "), "one place is one line in the log: " + later);
        Files.delete(socket);
        try (NotifyReceiver receiver = new NotifyReceiver(socket.toString())) {
            assertEquals(Delivery.SENT, systemd.ready());
            assertEquals(List.of("READY=1"), receiver.received());
        }
    }

    @Test
    void aBusySystemdGetsItLaterAndInOrder() {
        Path socket = directory.resolve("notify");
        try (NotifyReceiver receiver = new NotifyReceiver(socket.toString())) {
            SystemdKit kit = kit(socket);
            Systemd systemd = kit.open();
            int fit = 0;
            while (systemd.watchdog() == Delivery.SENT) {
                fit++;
            }
            assertEquals(Delivery.BUSY, systemd.watchdog());
            assertEquals(Delivery.BUSY, systemd.ready());
            assertEquals(Delivery.BUSY, systemd.status("later"));
            systemd.retry();
            assertEquals(fit, receiver.received().size(), "full is full");
            systemd.retry();
            assertEquals(List.of("READY=1", "STATUS=later"), receiver.received());
            systemd.retry();
            assertEquals(Delivery.SENT, systemd.status("now"));
            assertEquals(List.of("STATUS=now"), receiver.received());
            assertEquals(List.of(), kit.events.failures, "to be busy is no failure");
        }
    }

    @Test
    void anAddressOfAnotherKindIsToldOnce() {
        for (String address : List.of("vsock:2:1234", "relative", "@", "/" + "x".repeat(107))) {
            SystemdKit kit = new SystemdKit(address, directory.resolve("state"));
            assertTrue(kit.systemd().isEmpty(), address);
            assertEquals(1, kit.events.failures.size(), address);
            assertTrue(kit.events.failures.get(0).contains("NOTIFY_SOCKET=" + address), address);
        }
        assertTrue(new SystemdKit("/" + "x".repeat(106), directory).systemd().isPresent());
    }

    /** The library is on the disk only while it is loaded, and JNA's properties are the host's again. */
    @Test
    void loadingLeavesNothingBehind() throws Exception {
        Path socket = directory.resolve("notify");
        try (NotifyReceiver receiver = new NotifyReceiver(socket.toString())) {
            Path state = directory.resolve("state");
            System.setProperty("jna.boot.library.path", "/the/hosts/own");
            System.clearProperty("jna.nosys");
            System.setProperty("jna.tmpdir", "/the/hosts/too");
            try {
                assertEquals(Delivery.SENT, kit(socket).open().ready());
                assertEquals("/the/hosts/own", System.getProperty("jna.boot.library.path"));
                assertEquals("/the/hosts/too", System.getProperty("jna.tmpdir"));
                assertEquals(null, System.getProperty("jna.nosys"));
                assertEquals(null, System.getProperty("jna.noclasspath"));
            } finally {
                System.clearProperty("jna.boot.library.path");
                System.clearProperty("jna.tmpdir");
            }
            try (Stream<Path> left = Files.list(state)) {
                assertEquals(List.of(), left.toList());
            }
            assertEquals(List.of("READY=1"), receiver.received());
        }
    }

    @Test
    void aDirectoryThatCannotBeUsedIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        SystemdKit kit = new SystemdKit(directory.resolve("notify").toString(), file);
        Systemd systemd = kit.open();
        assertEquals(Delivery.UNAVAILABLE, systemd.ready());
        assertEquals(Delivery.UNAVAILABLE, systemd.watchdog());
        assertEquals(Delivery.UNAVAILABLE, systemd.reloading());
        String told = kit.events.failures.get(0);
        assertTrue(told.contains(file.toString()) && told.contains("StateDirectory="), told);
    }

    @Test
    void theRuntimeDirectoryIsTheNextChoice() throws Exception {
        Path socket = directory.resolve("notify");
        Path file = Files.writeString(directory.resolve("file"), "");
        try (NotifyReceiver receiver = new NotifyReceiver(socket.toString())) {
            SystemdKit kit = new SystemdKit(socket.toString(), file)
                    .with("RUNTIME_DIRECTORY", directory.resolve("run") + ":/another");
            assertEquals(Delivery.SENT, kit.open().ready());
            assertEquals(List.of("READY=1"), receiver.received());
            assertTrue(Files.isDirectory(directory.resolve("run")));
        }
    }
}
