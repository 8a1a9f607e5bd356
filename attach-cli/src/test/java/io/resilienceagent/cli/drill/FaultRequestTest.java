package io.resilienceagent.cli.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.cli.json.JsonText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultRequestTest {
    @Test
    void itsOptionsAreSentAsWhatTheyAre() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("ms", new BigDecimal("3000"));
        options.put("share", new BigDecimal("0.50"));
        options.put("deep", true);
        options.put("class", "java.io.IOException");
        FaultRequest request = new FaultRequest(
                "lat_spike_ms",
                Optional.of("query"),
                Optional.of(new BigDecimal("12.5")),
                Optional.of(7L),
                Optional.empty(),
                Optional.of(new FaultRequest.Burst(Duration.ofSeconds(3), Duration.ofSeconds(9))),
                options);
        assertEquals(
                "{\"type\":\"lat_spike_ms\",\"duration_ms\":5000,\"hold\":true,\"target\":\"query\",\"percent\":12.5,\"seed\":7,"
                        + "\"burst_on_ms\":3000,\"burst_off_ms\":9000,"
                        + "\"options\":{\"ms\":3000,\"share\":0.50,\"deep\":true,\"class\":\"java.io.IOException\"}}",
                JsonText.write(request.arguments(Duration.ofSeconds(5))));
    }
}
