package io.resilienceagent.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON object from somebody who may be an enemy: strict, and bounded in all that it makes. Thread-safe. */
final class RequestJson {
    private static final int DEEPEST = 16;
    private static final int LONGEST_NUMBER = 64;
    /** {@code 1e999999999} is short, and as a plain number fills the memory of whoever writes it out. */
    private static final int LARGEST_EXPONENT = 400;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(1000)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private RequestJson() {}

    /**
     * The members of the object: String, Boolean, Long, BigDecimal where a number is no Long, List, Map or null.
     *
     * @throws Refused {@code BAD_REQUEST} with the line and column of what is wrong
     */
    static Map<String, Object> read(byte[] bytes) throws Refused {
        String text = text(bytes);
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed(json, "expected a JSON object");
            }
            Map<String, Object> members = object(json);
            if (json.nextToken() != null) {
                throw malformed(json, "expected nothing after the object");
            }
            return members;
        } catch (StreamConstraintsException tooMuch) {
            throw new Refused("BAD_REQUEST", "too large: " + tooMuch.getOriginalMessage(), "");
        } catch (JsonProcessingException broken) {
            String place = broken.getLocation() == null
                    ? ""
                    : place(
                            broken.getLocation().getLineNr(),
                            broken.getLocation().getColumnNr());
            throw new Refused("BAD_REQUEST", place + oneLine(broken.getOriginalMessage()), "");
        } catch (IOException impossible) {
            throw new Refused("BAD_REQUEST", oneLine(String.valueOf(impossible)), "");
        }
    }

    private static String text(byte[] bytes) throws Refused {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new Refused("BAD_REQUEST", "found bytes that are no UTF-8, expected a JSON object in UTF-8", "");
        }
    }

    private static Map<String, Object> object(JsonParser json) throws IOException, Refused {
        Map<String, Object> members = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            members.put(name, value(json));
        }
        return members;
    }

    private static Object value(JsonParser json) throws IOException, Refused {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(json));
                }
                yield items;
            }
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json);
            default -> throw malformed(json, "expected a value, found " + json.currentToken());
        };
    }

    private static Number number(JsonParser json) throws IOException, Refused {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return json.getLongValue();
        }
        BigDecimal number = json.getDecimalValue();
        if (Math.abs((long) number.precision() - number.scale()) > LARGEST_EXPONENT
                || Math.abs((long) number.scale()) > LARGEST_EXPONENT) {
            throw malformed(json, "found the number " + json.getText() + ", expected one of a usual size");
        }
        return number;
    }

    private static Refused malformed(JsonParser json, String what) {
        return new Refused(
                "BAD_REQUEST",
                place(
                                json.currentTokenLocation().getLineNr(),
                                json.currentTokenLocation().getColumnNr())
                        + what,
                "");
    }

    private static String place(int line, int column) {
        return "line " + line + ", column " + column + ": ";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
