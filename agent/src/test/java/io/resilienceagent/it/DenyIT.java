package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.host.DenyHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jvm;
import java.util.Map;
import java.util.TreeMap;

/** A stop file comes and goes; what a denied host sees is what the policy chose for each join point. */
class DenyIT {
    private static final String POLICY = """
            version: 1
            bot: deny
            shared_data: .
            join_points:
              plain: {on: io.resilienceagent.host.Calls#plain}
              thrown: {on: io.resilienceagent.host.Calls#thrown, deny: {throw: io.resilienceagent.host.Calls$Refused}}
              checked: {on: io.resilienceagent.host.Calls#checked, deny: {throw: io.resilienceagent.host.Calls$Silent}}
              number: {on: io.resilienceagent.host.Calls#number, deny: {return: -1}}
              truth: {on: io.resilienceagent.host.Calls#truth, deny: {return: false}}
              level: {on: io.resilienceagent.host.Calls#level, deny: {return: HIGH}}
              nothing: {on: io.resilienceagent.host.Calls#nothing, deny: {return: null}}
              previous: {on: io.resilienceagent.host.Calls#previous, deny: {return: previous}}
              silent: {on: io.resilienceagent.host.Calls#silent, deny: {return: null}}
            guards:
              plain: [safe_mode]
              thrown: [safe_mode]
              checked: [safe_mode]
              number: [safe_mode]
              truth: [safe_mode]
              level: [safe_mode]
              nothing: [safe_mode]
              previous: [safe_mode]
              silent: [safe_mode]
            """;

    @ForkedJvm
    void aStopFileDeniesInTheFormThatThePolicyChose(Jvm jvm) {
        GuardedRun run = GuardedRun.of(jvm, DenyHost.class, POLICY, ".");
        Map<String, String> expected = new TreeMap<>();
        Map.of("plain", "text", "thrown", "text", "checked", "text", "number", "7", "truth", "true", "level", "LOW")
                .forEach((name, answer) -> {
                    expected.put("before." + name, answer);
                    expected.put("after." + name, answer);
                });
        for (String when : new String[] {"before", "after"}) {
            expected.put(when + ".nothing", "text");
            expected.put(when + ".previous", when);
            expected.put(when + ".silent", "done");
        }
        expected.put("stopped.plain", "CallDeniedException STOP_FILE");
        expected.put("stopped.thrown", "Refused STOP_FILE");
        expected.put("stopped.checked", "Silent null");
        expected.put("stopped.number", "-1");
        expected.put("stopped.truth", "false");
        expected.put("stopped.level", "HIGH");
        expected.put("stopped.nothing", "null");
        expected.put("stopped.previous", "before");
        expected.put("stopped.silent", "done");
        expected.put("reached.while.stopped", "0");
        assertEquals(expected, new TreeMap<>(run.told()));
        assertEquals(1, run.joinPoint("number").path("denied").path("STOP_FILE").asInt());
        assertEquals(3, run.joinPoint("number").path("calls").asInt());
    }
}
