package io.resilienceagent.incident;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Writes facts as JSON: texts, numbers, booleans, lists and maps of these. Of anything else only the class is told,
 * since what an object of the host's says of itself may be secret. Thread-safe.
 */
public final class JsonValues {
    private static final int DEEPEST = 16;

    private final UnaryOperator<String> redact;

    /** @param redact takes secrets out of a text */
    public JsonValues(UnaryOperator<String> redact) {
        this.redact = redact;
    }

    /** Writes a field. */
    public void write(JsonGenerator json, String name, Object value) throws IOException {
        json.writeFieldName(name);
        value(json, value, 0);
    }

    private void value(JsonGenerator json, Object value, int depth) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(redact.apply(text));
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            // JSON has no word for what is not finite.
            json.writeNumber(Double.isFinite(number) ? number : 0);
        } else if (value instanceof Number number && isWhole(number)) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Enum<?> constant) {
            json.writeString(constant.name());
        } else if (depth < DEEPEST && value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(entry.getKey() instanceof String key ? redact.apply(key) : "?");
                value(json, entry.getValue(), depth + 1);
            }
            json.writeEndObject();
        } else if (depth < DEEPEST && value instanceof Iterable<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                value(json, element, depth + 1);
            }
            json.writeEndArray();
        } else {
            json.writeString(value.getClass().getName());
        }
    }

    private static boolean isWhole(Number number) {
        return number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte
                || number.getClass().getName().startsWith("java.util.concurrent.atomic.");
    }
}
