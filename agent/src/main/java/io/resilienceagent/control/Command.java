package io.resilienceagent.control;

/**
 * Something that the agent can be asked or told from outside: by the command line through the Unix socket, by HTTP. Whoever
 * serves those runs one command at a time, on a thread of the agent.
 */
public interface Command {
    /** Its name, such as {@code chaos.inject}; part of the agent's contract. */
    String name();

    /** Whether it changes anything: then it leaves a line in the audit log, and over HTTP needs the token. */
    boolean changes();

    /**
     * Whether a change may be made although the audit log cannot be written: what makes the bot safer may, nothing else.
     *
     * @throws Refused when the request does not even tell
     */
    default boolean unrecorded(Request request) throws Refused {
        return false;
    }

    /**
     * Does it.
     *
     * @return the answer
     * @throws Refused when it cannot be done, saying why and what to do next; nothing has changed then
     */
    Reply run(Request request) throws Refused;
}
