package io.resilienceagent.control;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * An answer that is a text of its own kind: over HTTP it is sent as it is, on the Unix socket as two members of the result.
 *
 * @param contentType what HTTP says that it is
 * @param text all of it
 */
public record Document(String contentType, String text) implements Reply {
    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStringField("content_type", contentType);
        json.writeStringField("text", text);
    }
}
