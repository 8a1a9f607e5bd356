package io.resilienceagent.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema and the reference are what the model makes of them; {@code -Dpolicy.update=true} writes them anew. */
class PolicyDocumentsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(PolicySchema.json());

    @TempDir
    Path directory;

    @Test
    void theSchemaIsTheModels() throws IOException {
        assertIsCurrent("policies/resilience-policy.schema.json", PolicySchema.json());
    }

    @Test
    void theReferenceIsTheModels() throws IOException {
        assertIsCurrent("docs/policy-reference.md", PolicyReference.markdown());
    }

    @Test
    void theSchemaIsASchema() throws JsonProcessingException {
        JsonSchema dialect = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertEquals(Set.of(), dialect.validate(JSON.readTree(PolicySchema.json())));
    }

    @ParameterizedTest
    @FieldSource("io.resilienceagent.policy.Samples#VALID")
    void theSchemaTakesWhatTheReaderTakes(String sample) throws Exception {
        assertEquals(Set.of(), validate(Samples.text(sample)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{version: 2, bot: b}",
                "{version: '1', bot: b}",
                "{version: 1, bot: a/b}",
                "{version: 1, bot: b, mode: on}",
                "{version: 1, bot: b, grace: 30}",
                "{version: 1, bot: b, grace: 1.5s}",
                "{version: 1, bot: b, unknown: 1}",
                "{version: 1, bot: b, include: x}",
                "{version: 1, bot: b, join_points: {p: {kind: query}}}",
                "{version: 1, bot: b, join_points: {p: {on: []}}}",
                "{version: 1, bot: b, join_points: {p: {on: a.B#c, deny: {}}}}",
                "{version: 1, bot: b, join_points: {p: {on: a.B#c, deny: {throw: a.B, return: 1}}}}",
                "{version: 1, bot: b, join_points: {p: {on: a.B#c, bind: {this: arg0}}}}",
                "{version: 1, bot: b, join_points: {p: {on: a.B#c}}, guards: {p: [retri]}}",
                "{version: 1, bot: b, join_points: {p: {on: a.B#c}}, guards: {p: [timeout]}}",
                "{version: 1, bot: b, join_points: {p: {on: a.B#c}}, guards: {p: [limits: {}]}}",
                "{version: 1, bot: b, join_points: {p: {on: a.B#c}}, guards: {p: [retry: {attempts: 1}]}}",
                "{version: 1, bot: b, join_points: {p: {on: a.B#c}}, guards: {p: [circuit_breaker: {failure_rate: 101}]}}",
                "{version: 1, bot: b, join_points: {p: {on: a.B#c}}, guards: {p: [circuit_breaker: {slow_rate: 1}]}}",
                "{version: 1, bot: b, join_points: {p: {on: a.B#c}}, guards: {p: [fallback: {on: a.B}]}}",
                "{version: 1, bot: b, join_points: {p: {on: a.B#c}}, guards: {p: [{retry: {}, bulkhead: {max: 1}}]}}",
            })
    void theSchemaRefusesWhatTheReaderRefuses(String text) throws Exception {
        assertFalse(validate(text).isEmpty());
        assertFalse(Samples.read(directory, text).problems().isEmpty());
    }

    private static Set<ValidationMessage> validate(String yaml) throws Exception {
        Node node = YamlTree.parse("policy.yaml", yaml, new Problems());
        JsonNode json = JSON.readTree(JsonText.write(JsonText.value(node)));
        return SCHEMA.validate(json);
    }

    private static void assertIsCurrent(String name, String generated) throws IOException {
        Path file = Path.of("..", name);
        if (Boolean.getBoolean("policy.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, generated);
        }
        assertEquals(generated, Files.readString(file), "run this test with -Dpolicy.update=true and commit " + name);
    }
}
