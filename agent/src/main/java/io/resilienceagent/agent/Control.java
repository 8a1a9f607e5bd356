package io.resilienceagent.agent;

import io.resilienceagent.control.ControlServer;
import io.resilienceagent.control.Reply;
import java.io.IOException;
import java.util.Optional;

/** The agent's ear: what it can be told, and where. Without it the bot is guarded all the same. */
final class Control implements AutoCloseable {
    private final Optional<ControlServer> server;

    /** Opens nothing yet. */
    Control(House house, Services services, Supervision supervision) {
        this.server = server(new Commands(house, services, supervision), services);
        house.show("agent", agent(house));
    }

    private static Optional<ControlServer> server(Commands commands, Services services) {
        try {
            return Optional.of(
                    new ControlServer(services.state().path(), commands.list(), services.ticker(), services.events()));
        } catch (IOException | LinkageError without) {
            services.events().failure("CONTROL_UNAVAILABLE", "this JVM", without);
            return Optional.empty();
        }
    }

    private Reply agent(House house) {
        return json -> {
            house.describe(json);
            if (server.isPresent()) {
                server.get().describe(json);
            }
        };
    }

    /** Begins to listen, on a thread of its own. */
    void open() {
        server.ifPresent(ControlServer::start);
    }

    /** Ends threads and connections, and removes the socket's file. */
    @Override
    public void close() {
        server.ifPresent(ControlServer::close);
    }
}
