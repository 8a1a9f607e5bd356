package io.resilienceagent.agent;

import io.resilienceagent.control.Command;
import io.resilienceagent.control.Refused;
import io.resilienceagent.control.Reply;
import io.resilienceagent.control.Request;
import java.util.Set;

/**
 * A command that only asks.
 *
 * @param name its name
 * @param arguments what it may be given
 * @param answer what it answers
 */
record Question(String name, Set<String> arguments, Answering answer) implements Command {
    /** Answers it. */
    @FunctionalInterface
    interface Answering {
        Reply to(Request request) throws Refused;
    }

    /** One that needs to be told nothing. */
    Question(String name, Reply reply) {
        this(name, Set.of(), request -> reply);
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public Reply run(Request request) throws Refused {
        request.only(arguments);
        return answer.to(request);
    }
}
