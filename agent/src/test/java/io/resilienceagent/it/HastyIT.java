package io.resilienceagent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.resilienceagent.host.HastyHost;
import io.resilienceagent.testing.ForkedJvm;
import io.resilienceagent.testing.Jdks;
import io.resilienceagent.testing.Jvm;
import java.nio.file.Path;

/** A host that ends at any moment of the agent's start ends as it would alone, and nothing is said of that. */
class HastyIT {
    private static final String POLICY = """
            version: 1
            bot: hasty
            join_points:
              tick: {on: "io.resilienceagent.host.HastyHost#tick", kind: loop, every: 1s}
            """;

    @ForkedJvm
    void anEndInTheMiddleOfTheStartIsNoTrouble(Jvm jvm, Jdks.Jdk jdk) {
        Path policy = jvm.write("policy.yaml", POLICY);
        for (int millis : new int[] {0, 100, 300, 600, 1000}) {
            Jvm.Ended ended = new Jvm(jdk, policy.getParent())
                    .withAgent(policy.toString())
                    .runningClass(HastyHost.class, Integer.toString(millis))
                    .run();
            assertEquals(0, ended.exitCode(), ended.toString());
            assertFalse(ended.err().contains(" ERROR "), ended.err());
        }
    }
}
