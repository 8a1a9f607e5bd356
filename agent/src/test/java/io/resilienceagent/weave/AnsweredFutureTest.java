package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.Invocation;
import io.resilienceagent.policy.Answer;
import io.resilienceagent.policy.Deny;
import io.resilienceagent.policy.JoinPointKind;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a denied host gets from a method that answers with a future: a future of the value that was chosen. */
@Timeout(5)
class AnsweredFutureTest {
    private static final String SEND = "io.resilienceagent.weave.AnsweredFutureTest$Host#send";

    private final WeavingRig rig = new WeavingRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void theAnswerOfAGuardIsWhatTheFutureCompletesWith() {
        rig.joinPoint("send", SEND, denying(Denial.answering("DUPLICATE_ORDER", "sent before", "order 9")))
                .inForce();
        assertEquals("order 9", new Host().send().join());
    }

    @Test
    void theAnswerOfThePolicyIsWhatTheFutureCompletesWith() {
        Deny deny = new Deny(Optional.empty(), Optional.of(Answer.parse("'not sent'")));
        rig.joinPoint("send", JoinPointKind.ANY, SEND, Optional.of(deny), denying(Denial.of("NO", "because")))
                .inForce();
        assertEquals("not sent", new Host().send().join());
    }

    private static Guard denying(Denial denial) {
        return new Guard() {
            @Override
            public String name() {
                return "denying";
            }

            @Override
            public Object before(Invocation call) {
                return denial;
            }

            @Override
            public void after(Invocation call, Object permit) {}
        };
    }

    /** What is woven. */
    static class Host {
        CompletableFuture<String> send() {
            return CompletableFuture.completedFuture("sent");
        }
    }
}
