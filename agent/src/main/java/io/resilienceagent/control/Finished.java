package io.resilienceagent.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What came of a command, ready to be sent.
 *
 * @param code the code of the refusal; empty when it was done
 * @param text one JSON object: the result, or the error; empty where there is a document
 * @param document what HTTP sends as it is; null for what is JSON
 * @param well see {@link Reply#well}
 * @param answered see {@link Reply#answered}
 */
record Finished(String code, String text, Document document, boolean well, Runnable answered) {
    static final JsonFactory JSON = JsonFactory.builder()
            // What comes from the host may hold what a terminal takes for a command.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    static final Runnable NOTHING = () -> {};

    static Finished done(Reply reply) throws IOException {
        return reply instanceof Document document
                ? new Finished("", "", document, true, NOTHING)
                : new Finished("", object(reply), null, reply.well(), reply::answered);
    }

    static Finished refused(Refused refused) {
        return refused(refused.code(), refused.getMessage(), refused.next());
    }

    static Finished refused(String code, String message, String next) {
        try {
            String json = object(error -> {
                error.writeStringField("code", code);
                error.writeStringField("message", message);
                error.writeStringField("next", next);
            });
            return new Finished(code, json, null, true, NOTHING);
        } catch (IOException inMemory) {
            throw new IllegalStateException(inMemory);
        }
    }

    /** The result, or the error, as one JSON object in ASCII. */
    String json() {
        try {
            return document == null ? text : object(document);
        } catch (IOException inMemory) {
            throw new IllegalStateException(inMemory);
        }
    }

    boolean isDone() {
        return code.isEmpty();
    }

    /** A JSON object in ASCII. */
    static String object(Reply members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            json.writeStartObject();
            members.writeTo(json);
            json.writeEndObject();
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }
}
