package io.resilienceagent.control;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** The answer to a command: one JSON object, written by whoever knows it. */
@FunctionalInterface
public interface Reply {
    /** An object without members: it was done, and there is no more to say. */
    Reply DONE = json -> {};

    /**
     * Writes the members of the object; its braces stand already.
     *
     * @throws IOException from the generator alone
     */
    void writeTo(JsonGenerator json) throws IOException;

    /** Whether what it tells is well; where it is not HTTP answers with 503, which is what monitors look at. */
    default boolean well() {
        return true;
    }

    /**
     * Called once when the answer is on its way to whoever asked, or can reach nobody any more: for what would end the
     * connection itself. On the thread of commands.
     */
    default void answered() {}
}
