package io.resilienceagent.agent;

import io.resilienceagent.control.Command;
import io.resilienceagent.control.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All that the agent can be asked and told: the one place where the list is put together. */
final class Commands {
    private final List<Command> commands = new ArrayList<>();

    Commands(House house, Services services, Supervision supervision) {
        commands.add(new Question("hello", new Greeting(house, services)));
        commands.add(new Question("ping", Reply.DONE));
        commands.add(new Question("status", json -> house.status().writeMembers(json)));
        commands.add(new Question(
                "health",
                Set.of(),
                request -> new HealthReply(
                        services.machine().standing(), supervision.readiness().reached(house.policy()))));
        commands.add(new Question(
                "state", Set.of(), request -> new StateReply(services.machine().standing())));
        commands.add(DumpCommand.of(supervision));
        commands.add(new SafeModeCommand(services.machine()));
        commands.add(new BreakerCommand(house, services));
        commands.add(OrderCommands.list(services.orders()));
        commands.add(new ResolveCommand(services.orders()));
        commands.addAll(RecordCommand.all(supervision.recordings()));
    }

    /** With more of them, as other parts bring them along. */
    Commands with(Command... more) {
        commands.addAll(List.of(more));
        return this;
    }

    List<Command> list() {
        return List.copyOf(commands);
    }
}
