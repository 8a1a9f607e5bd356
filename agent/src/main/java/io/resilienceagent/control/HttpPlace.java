package io.resilienceagent.control;

import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.incident.EventLog;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/** Where HTTP is served, as policies come and go. On the poller's thread, but for what is shown. */
final class HttpPlace {
    private final Path tokenFile;
    private final Poller poller;
    private final CommandDesk desk;
    private final TurnedAway turnedAway;
    private final NameLookup lookup;
    private final EventLog log;
    private HttpListen wanted;
    private HttpDoor door;
    private volatile boolean waits;
    private volatile String address = "";
    private volatile String problem = "";

    HttpPlace(
            Path tokenFile,
            Poller poller,
            CommandDesk desk,
            TurnedAway turnedAway,
            NameLookup.Names names,
            EventLog log) {
        this.tokenFile = tokenFile;
        this.poller = poller;
        this.desk = desk;
        this.turnedAway = turnedAway;
        this.lookup = new NameLookup(names);
        this.log = log;
    }

    /** Opens, moves or closes the door. */
    void move(Optional<HttpListen> listen) {
        HttpListen next = listen.orElse(null);
        if (next == null || !next.samePlace(wanted)) {
            shut();
        }
        wanted = next;
        problem = "";
        waits = false;
        if (next != null) {
            open(true);
        }
    }

    private void shut() {
        if (door != null) {
            poller.close(door);
            log.notice("ADMIN_CLOSED", "address=" + address);
            door = null;
            address = "";
        }
    }

    /** Whether a door could not be opened and should be. From any thread. */
    boolean waits() {
        return waits;
    }

    void retry() {
        if (waits && wanted != null) {
            open(false);
        }
    }

    private void open(boolean tell) {
        try {
            HttpGate gate = gate();
            if (door != null) {
                door.gate(gate);
            } else if (NameLookup.isAddress(wanted.host())) {
                open(NameLookup.address(wanted.host()), gate);
            } else {
                look(tell);
            }
        } catch (IOException | RuntimeException failed) {
            cannot(failed, tell);
        }
    }

    private HttpGate gate() throws IOException {
        return new HttpGate(wanted.host(), AdminToken.in(tokenFile), wanted.readsNeedToken());
    }

    /** Whoever wants HTTP somewhere else meanwhile gets that; whoever asks again while a name hangs waits with it. */
    private void look(boolean tell) {
        HttpListen asked = wanted;
        waits = true;
        problem = problem.isEmpty() ? asked + ": the name is being looked up" : problem;
        boolean unused = lookup.begin(
                asked.host(), (address, failure) -> poller.later(() -> found(asked, address, failure, tell)));
    }

    private void found(HttpListen asked, InetAddress address, Throwable failure, boolean tell) {
        if (!asked.equals(wanted) || door != null) {
            return;
        }
        try {
            if (failure != null) {
                throw failure instanceof IOException known ? known : new IOException(failure);
            }
            open(address, gate());
        } catch (IOException | RuntimeException failed) {
            cannot(failed, tell);
        }
    }

    private void open(InetAddress address, HttpGate gate) throws IOException {
        HttpDoor opened = HttpDoor.open(new InetSocketAddress(address, wanted.port()), gate, poller, desk, turnedAway);
        poller.open(opened);
        door = opened;
        waits = false;
        problem = "";
        tellOpened(opened.address());
    }

    private void cannot(Exception failed, boolean tell) {
        // One that stands open would go by rules that are no more in force.
        shut();
        waits = true;
        problem = failed instanceof BindException
                ? wanted + " cannot be had: " + failed.getMessage()
                        + "; end what listens there (ss -ltnp), or give another port in admin: listen"
                : wanted + ": " + failed;
        if (tell) {
            log.failure("ADMIN_UNAVAILABLE", wanted.toString(), new IOException(problem, failed));
        }
    }

    private void tellOpened(InetSocketAddress where) {
        String host = where.getAddress().getHostAddress();
        address = (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + where.getPort();
        log.notice("ADMIN_LISTENS", "address=" + address + " token_file=" + tokenFile);
        if (!where.getAddress().isLoopbackAddress()) {
            log.critical(
                    "ADMIN_EXPOSED",
                    "address=" + address + " reason=\"other machines can reach it, over HTTP that anybody on the way"
                            + " reads and changes; listen on 127.0.0.1, or keep it behind a firewall\"");
        }
    }

    void describe(JsonGenerator json) throws IOException {
        if (!address.isEmpty()) {
            json.writeStringField("admin", address);
        }
        if (!problem.isEmpty()) {
            json.writeStringField("admin_problem", problem);
        }
    }
}
