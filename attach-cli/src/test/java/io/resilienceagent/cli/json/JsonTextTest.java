package io.resilienceagent.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against the mapper that it stands for. */
class JsonTextTest {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final ObjectMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static void same(String text) throws IOException {
        JsonNode read = JsonText.read(text);
        assertEquals(MAPPER.readTree(text), read, text);
        if (!read.isMissingNode()) {
            assertEquals(MAPPER.writeValueAsString(read), JsonText.write(read), text);
            assertEquals(ESCAPING.writeValueAsString(read), JsonText.forTerminal(read, false), text);
            assertEquals(
                    ESCAPING.writerWithDefaultPrettyPrinter().writeValueAsString(read),
                    JsonText.forTerminal(read, true),
                    text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "null",
                "true",
                "\"\"",
                "[]",
                "{}",
                " [ 1 , [ ] , { } ] ",
                "{\"a\":1,\"a\":{\"b\":2},\"\":[null,false]}",
                "[0,-0,1,-1,2147483647,2147483648,-2147483649,9223372036854775807,9223372036854775808]",
                "[-9223372036854775808,-9223372036854775809,123456789012345678901234567890]",
                "[0.0,-0.0,0.1,1.10,1e3,1E-7,1e400,-1e400,4.9e-324,0.30000000000000004,12345678901234567890.5]",
                "[\"ü\\u0000\\u001b\\ud83d\\ude00\\\"\\\\/\\b\\f\\n\\r\\t\u2028\u007f\",\"\\ud800\"]"
            })
    void readsAndWritesAsTheMapper(String text) throws IOException {
        same(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[",
                "[1",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,}",
                "[1,]",
                "[,]",
                "{a:1}",
                "{'a':1}",
                "{} {}",
                "1 2",
                "{}x",
                "]",
                "}",
                "nul",
                "NaN",
                "[Infinity]",
                "01",
                "+1",
                ".5",
                "1.",
                "\"",
                "\"\\x\"",
                "\"\u0007\"",
                "220 mail ESMTP",
                "// comment\n1"
            })
    void refusesWhatTheMapperRefuses(String text) {
        assertThrows(JsonProcessingException.class, () -> MAPPER.readTree(text), text);
        assertThrows(JsonProcessingException.class, () -> JsonText.read(text), text);
    }

    /** Who answers decides what stands there: neither the stack nor the processor may be its. */
    @Test
    void whatIsTooDeepOrTooLongIsRefused() throws IOException {
        same("[".repeat(900) + "]".repeat(900));
        for (String text : new String[] {
            "[".repeat(1100) + "]".repeat(1100),
            "{\"a\":".repeat(100_000),
            "9".repeat(2000),
            "1." + "9".repeat(2000),
            "{\"" + "n".repeat(60_000) + "\":1}"
        }) {
            assertThrows(JsonProcessingException.class, () -> MAPPER.readTree(text));
            assertThrows(JsonProcessingException.class, () -> JsonText.read(text));
        }
    }

    @Test
    void writesNumbersOfEachKindAsTheMapper() throws IOException {
        ObjectNode numbers = JsonNodeFactory.instance.objectNode();
        numbers.put("short", (short) 7)
                .put("int", 7)
                .put("long", Long.MIN_VALUE)
                .put("float", 0.1f)
                .put("double", Double.MAX_VALUE)
                .put("nan", Double.NaN)
                .put("decimal", new BigDecimal("1.10"))
                .put("small", new BigDecimal("1E-10"))
                .put("large", new BigDecimal("1E+30"))
                .put("integer", BigInteger.TWO.pow(100));
        assertEquals(MAPPER.writeValueAsString(numbers), JsonText.write(numbers));
        assertTrue(JsonText.write(numbers).contains("\"decimal\":1.10,"));
    }

    /** Any text, cut and changed anywhere, means the same to both or is refused by both. */
    @Test
    void aDamagedTextIsReadAsByTheMapper() throws IOException {
        String whole = "{\"version\":1,\"id\":42,\"result\":{\"list\":[1,2.5,-3e2,\"a\\u00fcb\",null,true],\"x\":{}}}";
        String letters = "{}[]:,\"\\ 0123456789.eE+-truefalsn\u0000";
        Random random = new Random(20261123);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(whole);
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
                } else {
                    text.deleteCharAt(at);
                }
            }
            JsonNode wanted;
            try {
                wanted = MAPPER.readTree(text.toString());
            } catch (JsonProcessingException refused) {
                assertThrows(JsonProcessingException.class, () -> JsonText.read(text.toString()), text.toString());
                continue;
            }
            read++;
            assertEquals(wanted, JsonText.read(text.toString()), text.toString());
        }
        assertTrue(read > 1000, () -> "too few were whole");
    }
}
