package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.resilienceagent.bind.Slots;
import io.resilienceagent.guard.CallDeniedException;
import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.GuardChain;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.policy.JoinPointKind;
import io.resilienceagent.policy.JoinPointRule;
import io.resilienceagent.policy.MethodPattern;
import io.resilienceagent.policy.Where;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** At no moment of a reload is a method that was guarded before and is guarded after left alone. */
@Timeout(5)
class ReloadTest {
    private static final String BUY = "io.resilienceagent.weave.ReloadTest$Host#buy";

    private final WeavingRig rig = new WeavingRig();
    private final Host host = new Host();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void theSelfTestOfAReloadLeavesTheGuardsInForce() throws Exception {
        rig.joinPoint("buy", JoinPointKind.ORDER, BUY, Optional.empty(), refusing())
                .inForce();
        assertThrows(CallDeniedException.class, host::buy);
        Object during = rig.weaver.tryOut(anotherJoinPoint(), () -> assertThrows(CallDeniedException.class, host::buy)
                .code());
        assertEquals("NO", during);
        assertThrows(CallDeniedException.class, host::buy);
    }

    private JoinPoint anotherJoinPoint() {
        JoinPointRule rule = JoinPointRule.plain(
                List.of(MethodPattern.parse("io.resilienceagent.weave.ReloadTest$Other#call")),
                JoinPointKind.ANY,
                Optional.empty(),
                new Where("test.yaml", 1, 1, "join_points.other"));
        GuardChain chain =
                new GuardChain("other", JoinPointKind.ANY, List.of(), null, rig.tally, rig.events, WeavingRig.TIMER);
        return new JoinPoint("other", rule, chain, new Slots(Map.of()).paths(), () -> null);
    }

    private static Guard refusing() {
        return new Guard() {
            @Override
            public String name() {
                return "refusing";
            }

            @Override
            public Object before(Invocation call) {
                return Denial.of("NO", "because");
            }

            @Override
            public void after(Invocation call, Object permit) {}
        };
    }

    /** What is woven. */
    static class Host {
        int buy() {
            return 1;
        }
    }
}
