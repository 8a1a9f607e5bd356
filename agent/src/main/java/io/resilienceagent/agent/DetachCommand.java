package io.resilienceagent.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.control.Command;
import io.resilienceagent.control.Refused;
import io.resilienceagent.control.Reply;
import io.resilienceagent.control.Request;
import java.util.Set;

/** {@code detach}: the agent leaves the host. It answers first, since then nobody is there to answer. */
final class DetachCommand implements Command {
    private final Runnable leave;

    /** @param leave closes the control too; runs on the thread of commands, once the answer is on its way */
    DetachCommand(Runnable leave) {
        this.leave = leave;
    }

    @Override
    public String name() {
        return "detach";
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Reply run(Request request) throws Refused {
        request.only(Set.of());
        return new Reply() {
            @Override
            public void writeTo(JsonGenerator json) {
                // There is no more to say.
            }

            @Override
            public void answered() {
                leave.run();
            }
        };
    }
}
