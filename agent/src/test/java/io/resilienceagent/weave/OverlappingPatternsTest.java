package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.Invocation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One join point stands around a method once, however many of its patterns mean it. */
@Timeout(5)
class OverlappingPatternsTest {
    private static final String HOST = "io.resilienceagent.weave.OverlappingPatternsTest$Host";

    private final WeavingRig rig = new WeavingRig();
    private int asked;

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aMethodThatTwoPatternsOfAJoinPointMeanIsGuardedOnce() {
        rig.joinPoint("query", HOST + "#get* " + HOST + "#getBalance", counting())
                .inForce();
        assertEquals(3, new Host().getBalance());
        assertEquals(1, asked);
    }

    private Guard counting() {
        return new Guard() {
            @Override
            public String name() {
                return "counting";
            }

            @Override
            public Object before(Invocation call) {
                asked++;
                return null;
            }

            @Override
            public void after(Invocation call, Object permit) {}
        };
    }

    /** What is woven. */
    static class Host {
        int getBalance() {
            return 3;
        }
    }
}
