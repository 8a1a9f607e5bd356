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
}
