package io.resilienceagent.systemd;

import io.resilienceagent.testing.RecordedEvents;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A {@link Systemd} of a test, with its environment and what it told. */
final class SystemdKit {
    final RecordedEvents events = new RecordedEvents();
    private final Map<String, String> environment = new HashMap<>();
    private final Path directory;

    SystemdKit(String address, Path directory) {
        this.directory = directory;
        environment.put("NOTIFY_SOCKET", address);
    }

    SystemdKit with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Optional<Systemd> systemd() {
        return Systemd.fromEnvironment(environment, directory, Optional.empty(), events);
    }

    Systemd open() {
        return systemd().orElseThrow();
    }
}
