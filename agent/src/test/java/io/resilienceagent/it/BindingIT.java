package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.host.BindingHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values are read from the arguments of a real host in every way that a policy can say. */
class BindingIT {
    private static final Map<String, String> PATHS = Map.ofEntries(
            Map.entry("component", "arg0.symbol"),
            Map.entry("nested", "arg0.instrument.symbol"),
            Map.entry("method", "arg0.label()"),
            Map.entry("getter", "arg0.symbol"),
            Map.entry("isGetter", "arg0.urgent"),
            Map.entry("field", "arg0.secret"),
            Map.entry("key", "arg0['X-Key']"),
            Map.entry("index", "arg0[1]"),
            Map.entry("array", "arg0[1]"),
            Map.entry("constant", "arg0"),
            Map.entry("self", "this.account"),
            Map.entry("still", "arg0"));
    private static final List<String> NUMBERS = List.of("decimal", "floating", "whole", "text");

    @ForkedJvm
    void everyKindOfValueIsRead(Jvm jvm) {
        GuardedRun run = GuardedRun.of(jvm, BindingHost.class, policy());
        Map<String, String> expected = new TreeMap<>();
        PATHS.keySet().forEach(name -> {
            String sent = name.equals("self") ? "sent by " : "sent";
            expected.put(name + ".1", sent + (name.equals("self") ? "main" : ""));
            expected.put(name + ".2", "CallDeniedException RATE_LIMITED");
            expected.put(name + ".other", sent + (name.equals("self") ? "other" : ""));
        });
        NUMBERS.forEach(name -> {
            expected.put(name + ".10", "sent");
            expected.put(name + ".11", "CallDeniedException LIMIT_EXCEEDED");
        });
        // What is no number cannot be judged, and an order that cannot be judged is not sent.
        expected.put("floating.nan", "CallDeniedException GUARD_ERROR");
        expected.put("text.word", "CallDeniedException GUARD_ERROR");
        assertEquals(expected, run.told());
        assertTrue(run.status().path("failures").toString().contains("'ten'"), () -> run.status()
                .toPrettyString());
        assertEquals(3, run.joinPoint("component").path("calls").asInt());
    }

    private static String policy() {
        StringBuilder yaml = new StringBuilder("version: 1\nbot: bindings\njoin_points:\n");
        PATHS.forEach((name, path) -> yaml.append(
                "  %s: {on: io.resilienceagent.host.Bound#%s, bind: {value: \"%s\"}}\n".formatted(name, name, path)));
        NUMBERS.forEach(name -> yaml.append(
                "  %s: {on: io.resilienceagent.host.Bound#%s, kind: order, bind: {symbol: arg0, side: arg1, quantity: arg2}}\n"
                        .formatted(name, name)));
        yaml.append("guards:\n");
        PATHS.keySet()
                .forEach(name ->
                        yaml.append("  %s: [rate_limit: {calls: 1, within: 1h, per: value}]\n".formatted(name)));
        NUMBERS.forEach(name -> yaml.append("  %s: [limits: {max_quantity: 10}]\n".formatted(name)));
        return yaml.toString();
    }
}
