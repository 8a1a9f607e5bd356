package io.resilienceagent.agent;

import io.resilienceagent.control.Command;
import io.resilienceagent.control.Refused;
import io.resilienceagent.control.Reply;
import io.resilienceagent.control.Request;
import java.util.Set;

/**
 * A command that changes something and is carried out even where no record of it can be made: a full disk must keep nobody from
 * ending what goes wrong, or from learning of it.
 *
 * @param name its name
 * @param arguments what it may be given
 * @param doing carries it out, and answers
 */
record Unhindered(String name, Set<String> arguments, Question.Answering doing) implements Command {
    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public boolean unrecorded(Request request) {
        return true;
    }

    @Override
    public Reply run(Request request) throws Refused {
        request.only(arguments);
        return doing.to(request);
    }
}
