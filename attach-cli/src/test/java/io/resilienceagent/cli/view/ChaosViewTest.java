package io.resilienceagent.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChaosViewTest {
    private static final String LIST = """
            {"enabled":true,"dry_run":false,"experiments":[],"types":[
             {"name":"cpu_bound_loop","doc":"the loop's thread computes","targets":["loop"],"options":[]},
             {"name":"exch_429","doc":"The exchange answers 429","targets":["transport"],
              "options":[{"name":"retry_after","doc":"seconds","unset":"5"}]}]}""";

    private static JsonNode list() {
        try {
            return new ObjectMapper().readTree(LIST);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void optionsAreShownOnlyWhereOneAsksForThem() {
        assertEquals("""
                Chaos is enabled.
                No experiments so far.

                What can be injected
                  cpu_bound_loop  on loop
                    the loop's thread computes
                  exch_429  on transport
                    The exchange answers 429
                The options of one: resilience chaos list BOT TYPE
                """.stripTrailing(), String.join("\n", Shown.plain(screen -> new ChaosView(screen).show(list()))));
    }

    @Test
    void oneTypeIsShownWithItsOptions() {
        List<String> lines = Shown.plain(screen -> assertTrue(new ChaosView(screen).show(list(), "exch_429")));
        assertEquals(
                List.of("  exch_429  on transport", "    The exchange answers 429", "      -o retry_after=5  seconds"),
                lines);
    }

    @Test
    void noSuchTypeIsNone() {
        Shown.plain(screen -> assertFalse(new ChaosView(screen).show(list(), "nonsense")));
    }
}
