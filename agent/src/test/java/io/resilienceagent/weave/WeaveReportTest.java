package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of a rule is what the policy in force matches, not what an earlier one did. */
@Timeout(10)
class WeaveReportTest {
    private static final String HOST = "io.resilienceagent.weave.WeaveReportTest$Host#";

    private final WeavingRig rig = new WeavingRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aRuleWhosePatternMeansNothingAnyMoreMatchesNothing() {
        assertEquals(1, new Host().buy());
        rig.joinPoint("order", HOST + "buy").joinPoint("query", HOST + "ask").inForce();
        assertEquals(List.of("io.resilienceagent.weave.WeaveReportTest$Host#buy()"), matched("order"));
        rig.cleared()
                .joinPoint("order", HOST + "by")
                .joinPoint("query", HOST + "ask")
                .inForce();
        assertEquals(List.of(), matched("order"));
        assertEquals(List.of("io.resilienceagent.weave.WeaveReportTest$Host#ask()"), matched("query"));
    }

    private List<String> matched(String joinPoint) {
        return rig.weaver.report().methods(joinPoint);
    }

    /** What is woven. */
    static class Host {
        int buy() {
            return 1;
        }

        int ask() {
            return 2;
        }
    }
}
