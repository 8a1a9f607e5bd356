package io.resilienceagent.agent;

import io.resilienceagent.control.Command;
import io.resilienceagent.control.Refused;
import io.resilienceagent.control.Reply;
import io.resilienceagent.control.Request;
import io.resilienceagent.state.StateMachine;
import java.util.Set;

/** {@code safe_mode}: a person stops the trading, or takes the hand away again. */
final class SafeModeCommand implements Command {
    /** One hold for all who command, so that any of them can end it; the file {@code safe_mode} is another. */
    private static final String BY = "control";

    private final StateMachine machine;

    SafeModeCommand(StateMachine machine) {
        this.machine = machine;
    }

    @Override
    public String name() {
        return "safe_mode";
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public boolean unrecorded(Request request) throws Refused {
        return on(request);
    }

    private static boolean on(Request request) throws Refused {
        return request.truth("on")
                .orElseThrow(() -> new Refused("BAD_REQUEST", "on is missing: expected true or false", ""));
    }

    @Override
    public Reply run(Request request) throws Refused {
        request.only(Set.of("on", "reason"));
        machine.manual(on(request), BY, request.text("reason").orElse("none given"));
        return new StateReply(machine.standing());
    }
}
