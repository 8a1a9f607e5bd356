package io.resilienceagent.agent;

import io.resilienceagent.chaos.ChaosEngine;
import io.resilienceagent.control.ControlServer;
import io.resilienceagent.control.HttpListen;
import io.resilienceagent.control.Reply;
import io.resilienceagent.policy.AdminRule;
import io.resilienceagent.policy.Policy;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The agent's ear: what it can be told, and where. Without it the bot is guarded all the same. */
final class Control implements AutoCloseable {
    private static final long RETRY_MILLIS = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String DEAF = "{\"version\":1,\"error\":{\"code\":\"CONTROL_UNAVAILABLE\","
            + "\"message\":\"this JVM gave the agent nothing to listen with\",\"next\":\"read the bot's log\"}}";

    private final Optional<ControlServer> server;
    private final House house;

    /** Opens nothing yet. */
    Control(House house, Services services, Supervision supervision, ChaosEngine chaos, Detachment detachment) {
        this.server = server(
                new Commands(house, services, supervision)
                        .with(ReloadCommand.of(house, detachment::begun))
                        .with(new ChaosInject(chaos), ChaosStop.of(chaos), new ChaosList(chaos), new Figures(chaos))
                        .with(new MetricsCommand(house, services, supervision, chaos))
                        .with(new DetachCommand(detachment)),
                services);
        this.house = house;
        house.show("agent", agent(house));
        house.show("chaos", json -> ChaosList.write(json, chaos));
        house.follow(this::listen);
        house.atEnd(this::close);
        // A loop that hangs on purpose must not keep the host from ending well.
        house.atEnd(chaos::close);
        services.house().every(RETRY_MILLIS, () -> server.ifPresent(ControlServer::retry));
    }

    private static Optional<ControlServer> server(Commands commands, Services services) {
        try {
            return Optional.of(
                    new ControlServer(services.state().path(), commands.list(), services.ticker(), services.log()));
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
        listen(house.policy());
    }

    private void listen(Policy policy) {
        Optional<HttpListen> wanted =
                policy.admin().map(rule -> HttpListen.of(rule.listen(), rule.reads() == AdminRule.Reads.TOKEN));
        server.ifPresent(open -> open.http(wanted));
    }

    /** Has done what whoever attached brought with them, and gives the answer as the control socket would. */
    String answer(byte[] request) {
        return server.map(open -> open.answer(request, "attach")).orElse(DEAF);
    }

    /** Waits a moment for it to listen. */
    void settle() {
        server.ifPresent(open -> open.awaitSocket(PATIENCE));
    }

    /** Ends threads and connections, and removes the socket's file. */
    @Override
    public void close() {
        server.ifPresent(ControlServer::close);
    }
}
