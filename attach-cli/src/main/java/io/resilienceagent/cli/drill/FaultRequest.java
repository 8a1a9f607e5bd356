package io.resilienceagent.cli.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.cli.client.ControlClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A fault as a drill asks for it. Immutable.
 *
 * @param type its kind
 * @param target where it strikes; empty where there is only one place
 * @param percent of how many calls; empty where no calls are struck
 * @param seed by which it decides; empty for any
 * @param count after so many strikes it ends; empty for no bound
 * @param burst its duty cycle; empty for none
 * @param options of the type: texts, numbers, true or false
 */
public record FaultRequest(
        String type,
        Optional<String> target,
        Optional<BigDecimal> percent,
        Optional<Long> seed,
        Optional<Long> count,
        Optional<Burst> burst,
        Map<String, Object> options) {
    /** Copies the options, in their order. */
    public FaultRequest {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * A duty cycle.
     *
     * @param on how long it strikes
     * @param off how long it rests then
     */
    public record Burst(Duration on, Duration off) {}

    FaultRequest faster(double times) {
        return new FaultRequest(
                type,
                target,
                percent,
                seed,
                count,
                burst.map(
                        cycle -> new Burst(Scenario.shorter(cycle.on(), times), Scenario.shorter(cycle.off(), times))),
                options);
    }

    /** As the agent is asked for it: held by the connection, so that it ends with whoever runs the drill. */
    ObjectNode arguments(Duration lasts) {
        ObjectNode arguments = ControlClient.arguments()
                .put("type", type)
                .put("duration_ms", lasts.toMillis())
                .put("hold", true);
        target.ifPresent(name -> arguments.put("target", name));
        percent.ifPresent(share -> arguments.put("percent", share));
        seed.ifPresent(number -> arguments.put("seed", number));
        count.ifPresent(number -> arguments.put("count", number));
        burst.ifPresent(cycle -> arguments
                .put("burst_on_ms", cycle.on().toMillis())
                .put("burst_off_ms", cycle.off().toMillis()));
        if (!options.isEmpty()) {
            ObjectNode values = arguments.putObject("options");
            options.forEach((key, value) -> put(values, key, value));
        }
        return arguments;
    }

    private static void put(ObjectNode values, String key, Object value) {
        if (value instanceof BigDecimal number) {
            values.put(key, number);
        } else if (value instanceof Boolean flag) {
            values.put(key, flag);
        } else {
            values.put(key, value.toString());
        }
    }
}
