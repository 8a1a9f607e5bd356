package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.Denial;
import io.resilienceagent.guard.Guard;
import io.resilienceagent.guard.Invocation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A method that answers with a future, and is over its time before it has made one. */
@Timeout(10)
class SlowStartTest {
    private static final String SEND = "io.resilienceagent.weave.SlowStartTest$Host#send";

    private final WeavingRig rig = new WeavingRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aCallThatWasAbortedBeforeItsFutureWasThereEndsAllTheSame() {
        Impatient guard = new Impatient(1);
        rig.joinPoint("send", SEND, guard).inForce();
        Throwable thrown = thrown(new Host().send());
        assertTrue(thrown instanceof java.util.concurrent.TimeoutException, thrown.toString());
    }

    @Test
    void soDoesARepeat() {
        Impatient guard = new Impatient(3);
        rig.joinPoint("send", SEND, new Repeating(), guard).inForce();
        Throwable thrown = thrown(new Host().send());
        assertTrue(thrown instanceof java.util.concurrent.TimeoutException, thrown.toString());
    }

    private static Throwable thrown(CompletableFuture<String> answer) {
        return assertThrows(ExecutionException.class, () -> answer.get(5, TimeUnit.SECONDS))
                .getCause();
    }

    /** Aborts so many calls before the host's body runs: as a timer that fires early. */
    private static class Impatient implements Guard {
        private int left;

        Impatient(int calls) {
            left = calls;
        }

        @Override
        public String name() {
            return "impatient";
        }

        @Override
        public Object before(Invocation call) {
            call.abortByInterrupt();
            if (left-- > 0) {
                call.abort(Denial.of("TIMED_OUT", "over its time"));
            }
            return null;
        }

        @Override
        public void after(Invocation call, Object permit) {}
    }

    /** Has the call made three times. */
    private static final class Repeating extends Impatient {
        Repeating() {
            super(0);
        }

        @Override
        public void after(Invocation call, Object permit) {
            if (call.attempts() < 3) {
                call.repeatAfter(0);
            }
        }
    }

    /** What is woven. */
    static class Host {
        CompletableFuture<String> send() {
            return new CompletableFuture<>();
        }
    }
}
